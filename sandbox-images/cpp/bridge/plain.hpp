// Plain values as bytes, for a solution and its tests that run in two processes. Both sides know every type from the
// function's signature, so the bytes carry no types; a value that does not fit its type is an error, never a guess.
#pragma once
#include <any>
#include <array>
#include <boost/any.hpp>
#include <cstdint>
#include <cstring>
#include <deque>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <unistd.h>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace prorl {

struct Malformed : std::runtime_error {
    Malformed() : std::runtime_error("the answer is not a value of the function's type") {}
};

// Many tests fail a number by its distance from the right one being too great, which it never is for one that is no
// number. Tests that don't speak of such numbers don't take them.
struct NotANumber : std::runtime_error {
    NotANumber() : std::runtime_error("the solution gave NaN") {}
};
inline bool takes_nan = true;

struct Writer {
    std::string bytes;
    void raw(const void* from, size_t size) { bytes.append(static_cast<const char*>(from), size); }
    void count(size_t n) { uint32_t small = static_cast<uint32_t>(n); raw(&small, sizeof small); }
};

struct Reader {
    const char* at;
    const char* end;
    void raw(void* to, size_t size) {
        if (static_cast<size_t>(end - at) < size) throw Malformed();
        std::memcpy(to, at, size);
        at += size;
    }
    // Every item takes a byte or more, so a count beyond the bytes that are left is a lie.
    size_t count() {
        uint32_t n;
        raw(&n, sizeof n);
        if (n > static_cast<size_t>(end - at)) throw Malformed();
        return n;
    }
    void finish() const { if (at != end) throw Malformed(); }
};

// Plain<T> says how T is called and how it is written and read. A type without it can't cross.
template <class T, class = void> struct Plain { static constexpr bool ok = false; };

template <class T> void write(Writer& w, const T& value) { Plain<T>::write(w, value); }
template <class T> T read(Reader& r) { return Plain<T>::read(r); }

template <class T> struct Scalar {
    static constexpr bool ok = true;
    static void write(Writer& w, T value) { w.raw(&value, sizeof value); }
    static T read(Reader& r) {
        T value;
        r.raw(&value, sizeof value);
        if (std::is_floating_point_v<T> && value != value && !takes_nan) throw NotANumber();
        return value;
    }
};
#define PRORL_SCALAR(T) template <> struct Plain<T> : Scalar<T> { static std::string name() { return #T; } };
PRORL_SCALAR(char) PRORL_SCALAR(signed char) PRORL_SCALAR(unsigned char) PRORL_SCALAR(short) PRORL_SCALAR(unsigned short)
PRORL_SCALAR(int) PRORL_SCALAR(unsigned int) PRORL_SCALAR(long) PRORL_SCALAR(unsigned long) PRORL_SCALAR(long long)
PRORL_SCALAR(unsigned long long) PRORL_SCALAR(float) PRORL_SCALAR(double) PRORL_SCALAR(long double) PRORL_SCALAR(wchar_t)
#undef PRORL_SCALAR

// A bool that is neither 0 nor 1 would be equal to nothing and to everything.
template <> struct Plain<bool> {
    static constexpr bool ok = true;
    static std::string name() { return "bool"; }
    static void write(Writer& w, bool value) { w.bytes.push_back(value ? 1 : 0); }
    static bool read(Reader& r) {
        char byte;
        r.raw(&byte, 1);
        if (byte != 0 && byte != 1) throw Malformed();
        return byte == 1;
    }
};

template <> struct Plain<std::string> {
    static constexpr bool ok = true;
    static std::string name() { return "std::string"; }
    static void write(Writer& w, const std::string& value) { w.count(value.size()); w.raw(value.data(), value.size()); }
    static std::string read(Reader& r) {
        std::string value(r.count(), '\0');
        r.raw(&value[0], value.size());
        return value;
    }
};

// Texts that are only looked at live as long as the process, which is not long.
inline const std::string& kept(std::string text) {
    static std::deque<std::string> all;
    all.push_back(std::move(text));
    return all.back();
}

template <> struct Plain<std::string_view> {
    static constexpr bool ok = true;
    static std::string name() { return "std::string_view"; }
    static void write(Writer& w, std::string_view value) { prorl::write<std::string>(w, std::string(value)); }
    static std::string_view read(Reader& r) { return kept(prorl::read<std::string>(r)); }
};

template <> struct Plain<const char*> {
    static constexpr bool ok = true;
    static std::string name() { return "const char*"; }
    static void write(Writer& w, const char* value) {
        if (!value) throw std::invalid_argument("a text is null");
        prorl::write<std::string>(w, value);
    }
    static const char* read(Reader& r) { return kept(prorl::read<std::string>(r)).c_str(); }
};

template <class C, class Item> struct Sequence {
    static constexpr bool ok = Plain<Item>::ok;
    static void write(Writer& w, const C& values) {
        w.count(values.size());
        for (const Item& item : values) prorl::write<Item>(w, item);
    }
    static C read(Reader& r) {
        C values;
        for (size_t n = r.count(); n > 0; n--) values.insert(values.end(), prorl::read<Item>(r));
        return values;
    }
};
// vector<bool> has no items to refer to, but iterating gives bools all the same.
#define PRORL_SEQUENCE(C) template <class T> struct Plain<std::C<T>> : Sequence<std::C<T>, T> { static std::string name() { return "std::" #C "<" + Plain<T>::name() + ">"; } };
PRORL_SEQUENCE(vector) PRORL_SEQUENCE(deque) PRORL_SEQUENCE(list) PRORL_SEQUENCE(set) PRORL_SEQUENCE(multiset)
PRORL_SEQUENCE(unordered_set) PRORL_SEQUENCE(unordered_multiset)
#undef PRORL_SEQUENCE
#define PRORL_MAP(C) template <class K, class V> struct Plain<std::C<K, V>> : Sequence<std::C<K, V>, std::pair<K, V>> { static std::string name() { return "std::" #C "<" + Plain<K>::name() + "," + Plain<V>::name() + ">"; } };
PRORL_MAP(map) PRORL_MAP(multimap) PRORL_MAP(unordered_map) PRORL_MAP(unordered_multimap)
#undef PRORL_MAP

template <class T, size_t N> struct Plain<std::array<T, N>> {
    static constexpr bool ok = Plain<T>::ok;
    static std::string name() { return "std::array<" + Plain<T>::name() + "," + std::to_string(N) + ">"; }
    static void write(Writer& w, const std::array<T, N>& values) { for (const T& item : values) prorl::write<T>(w, item); }
    static std::array<T, N> read(Reader& r) {
        std::array<T, N> values;
        for (T& item : values) item = prorl::read<T>(r);
        return values;
    }
};

template <class... T> struct Plain<std::tuple<T...>> {
    static constexpr bool ok = (Plain<T>::ok && ...);
    static std::string name() {
        std::string names;
        ((names += (names.empty() ? "" : ",") + Plain<T>::name()), ...);
        return "std::tuple<" + names + ">";
    }
    static void write(Writer& w, const std::tuple<T...>& value) {
        std::apply([&](const T&... part) { (prorl::write<T>(w, part), ...); }, value);
    }
    static std::tuple<T...> read(Reader& r) { return std::tuple<T...>{prorl::read<T>(r)...}; }
};

template <class A, class B> struct Plain<std::pair<A, B>> {
    static constexpr bool ok = Plain<A>::ok && Plain<B>::ok;
    static std::string name() { return "std::pair<" + Plain<A>::name() + "," + Plain<B>::name() + ">"; }
    static void write(Writer& w, const std::pair<A, B>& value) { prorl::write<A>(w, value.first); prorl::write<B>(w, value.second); }
    static std::pair<A, B> read(Reader& r) {
        A first = prorl::read<A>(r);
        return {std::move(first), prorl::read<B>(r)};
    }
};

template <class T> struct Plain<std::optional<T>> {
    static constexpr bool ok = Plain<T>::ok;
    static std::string name() { return "std::optional<" + Plain<T>::name() + ">"; }
    static void write(Writer& w, const std::optional<T>& value) {
        prorl::write<bool>(w, value.has_value());
        if (value) prorl::write<T>(w, *value);
    }
    static std::optional<T> read(Reader& r) {
        if (!prorl::read<bool>(r)) return std::nullopt;
        return prorl::read<T>(r);
    }
};

template <class T> const T* held(const std::any& value) { return std::any_cast<T>(&value); }
template <class T> const T* held(const boost::any& value) { return boost::any_cast<T>(&value); }

// A value of one of the types T, whose place in the list is written first; 0 stands for none.
template <class Any, class... T> struct OneOf {
    static constexpr bool ok = true;
    static void write(Writer& w, const Any& value) {
        unsigned char place = 0;
        bool done = false;
        ((done = done || write_as<T>(w, value, ++place)), ...);
        if (done) return;
        if (value.type() != typeid(void)) throw std::invalid_argument("an any holds what is no plain value");
        place = 0;
        w.raw(&place, 1);
    }
    template <class I> static bool write_as(Writer& w, const Any& value, unsigned char place) {
        const I* item = held<I>(value);
        if (!item) return false;
        w.raw(&place, 1);
        prorl::write<I>(w, *item);
        return true;
    }
    static Any read(Reader& r) {
        Any value;
        unsigned char place, at = 0;
        r.raw(&place, 1);
        if (place > sizeof...(T)) throw Malformed();
        ((++at == place ? void(value = prorl::read<T>(r)) : void()), ...);
        return value;
    }
};
#define PRORL_ANY(A) template <> struct Plain<A> : OneOf<A, bool, char, int, unsigned int, long, unsigned long, long long, unsigned long long, float, double, std::string, const char*, \
    std::vector<int>, std::vector<double>, std::vector<std::string>, std::vector<A>, std::list<A>> { static std::string name() { return #A; } };
PRORL_ANY(std::any) PRORL_ANY(boost::any)
#undef PRORL_ANY

// One message on the socket: its length, then its bytes. False where the other side is gone.
inline bool send_all(const char* from, size_t size) {
    while (size > 0) {
        ssize_t n = ::write(3, from, size);
        if (n <= 0) return false;
        from += n;
        size -= static_cast<size_t>(n);
    }
    return true;
}

inline bool receive_all(char* to, size_t size) {
    while (size > 0) {
        ssize_t n = ::read(3, to, size);
        if (n <= 0) return false;
        to += n;
        size -= static_cast<size_t>(n);
    }
    return true;
}

inline bool send_message(const std::string& bytes) {
    uint32_t size = static_cast<uint32_t>(bytes.size());
    return send_all(reinterpret_cast<const char*>(&size), sizeof size) && send_all(bytes.data(), bytes.size());
}

constexpr uint32_t max_message = 256u << 20;

// Grows as the bytes arrive: a length alone takes no memory.
inline bool receive_message(std::string& bytes) {
    uint32_t size;
    if (!receive_all(reinterpret_cast<char*>(&size), sizeof size) || size > max_message) return false;
    bytes.clear();
    while (bytes.size() < size) {
        size_t had = bytes.size(), more = std::min<size_t>(size - had, 1 << 20);
        bytes.resize(had + more);
        if (!receive_all(&bytes[had], more)) return false;
    }
    return true;
}

}  // namespace prorl
