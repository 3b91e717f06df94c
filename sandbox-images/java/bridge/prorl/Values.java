package prorl;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.*;

/**
 * Plain values as bytes, for a solution and its tests that run in two processes. Each value comes with a tag; what is
 * read back is made of the classes of the standard library alone, so that nothing a solution attached to a value (a list
 * of its own that equals everything) takes part in a comparison.
 */
final class Values {
    static final int MAX_MESSAGE = 256 << 20;
    private static final int MAX_DEPTH = 200;

    static final class Writer {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final DataOutputStream out = new DataOutputStream(bytes);

        byte[] done() { return bytes.toByteArray(); }

        void text(String s) throws IOException {
            out.writeInt(s.length());
            out.writeChars(s);
        }

        void value(Object v) throws IOException { value(v, 0); }

        private void value(Object v, int depth) throws IOException {
            if (depth > MAX_DEPTH) throw new IllegalArgumentException("a value is nested too deep");
            if (v == null) out.writeByte('N');
            else if (v instanceof Boolean) { out.writeByte('Z'); out.writeBoolean((Boolean) v); }
            else if (v instanceof Byte) { out.writeByte('B'); out.writeByte((Byte) v); }
            else if (v instanceof Short) { out.writeByte('S'); out.writeShort((Short) v); }
            else if (v instanceof Character) { out.writeByte('C'); out.writeChar((Character) v); }
            else if (v instanceof Integer) { out.writeByte('I'); out.writeInt((Integer) v); }
            else if (v instanceof Long) { out.writeByte('J'); out.writeLong((Long) v); }
            else if (v instanceof Float) { out.writeByte('F'); out.writeFloat((Float) v); }
            else if (v instanceof Double) { out.writeByte('D'); out.writeDouble((Double) v); }
            else if (v instanceof String) { out.writeByte('T'); text((String) v); }
            else if (v instanceof BigInteger) { out.writeByte('G'); text(v.toString()); }
            else if (v instanceof BigDecimal) { out.writeByte('H'); text(v.toString()); }
            else if (v instanceof Optional) { out.writeByte('O'); value(((Optional<?>) v).orElse(null), depth + 1); }
            else if (v instanceof Map.Entry) { out.writeByte('P'); value(((Map.Entry<?, ?>) v).getKey(), depth + 1); value(((Map.Entry<?, ?>) v).getValue(), depth + 1); }
            else if (v instanceof Collection) collection((Collection<?>) v, depth);
            else if (v instanceof Map) map((Map<?, ?>) v, depth);
            else if (v.getClass().isArray()) array(v, depth);
            else throw new IllegalArgumentException("a value of " + v.getClass() + " is not plain");
        }

        private void collection(Collection<?> c, int depth) throws IOException {
            char tag = c instanceof LinkedList ? 'K' : c instanceof List ? 'L' : c instanceof SortedSet ? 'U' : c instanceof LinkedHashSet ? 'W' : c instanceof Set ? 'E' : c instanceof PriorityQueue ? 'Y' : c instanceof Deque ? 'Q' : 'L';
            Object[] items = c.toArray();
            out.writeByte(tag);
            out.writeInt(items.length);
            for (Object item : items) value(item, depth + 1);
        }

        private void map(Map<?, ?> m, int depth) throws IOException {
            List<Object> parts = new ArrayList<>();
            for (Map.Entry<?, ?> e : m.entrySet()) { parts.add(e.getKey()); parts.add(e.getValue()); }
            out.writeByte(m instanceof SortedMap ? 'V' : m instanceof LinkedHashMap ? 'X' : 'M');
            out.writeInt(parts.size() / 2);
            for (Object part : parts) value(part, depth + 1);
        }

        private void array(Object array, int depth) throws IOException {
            out.writeByte('A');
            text(array.getClass().getName());
            int n = Array.getLength(array);
            out.writeInt(n);
            for (int i = 0; i < n; i++) value(Array.get(array, i), depth + 1);
        }
    }

    static final class Reader {
        final DataInputStream in;

        Reader(byte[] bytes) { in = new DataInputStream(new ByteArrayInputStream(bytes)); }

        // Every item takes a byte or more, so a count beyond the bytes that are left is a lie.
        int count() throws IOException {
            int n = in.readInt();
            if (n < 0 || n > in.available()) throw new IOException("a length is too great");
            return n;
        }

        String text() throws IOException {
            char[] chars = new char[count()];
            for (int i = 0; i < chars.length; i++) chars[i] = in.readChar();
            return new String(chars);
        }

        Object value() throws IOException { return value(0); }

        private Object value(int depth) throws IOException {
            if (depth > MAX_DEPTH) throw new IOException("a value is nested too deep");
            int tag = in.readByte();
            switch (tag) {
                case 'N': return null;
                case 'Z': return in.readBoolean();
                case 'B': return in.readByte();
                case 'S': return in.readShort();
                case 'C': return in.readChar();
                case 'I': return in.readInt();
                case 'J': return in.readLong();
                case 'F': return in.readFloat();
                case 'D': return in.readDouble();
                case 'T': return text().intern();  // equal literals are the same object in one program: some tests compare with ==
                case 'G': return new BigInteger(text());
                case 'H': return new BigDecimal(text());
                case 'O': return Optional.ofNullable(value(depth + 1));
                case 'P': return new AbstractMap.SimpleEntry<>(value(depth + 1), value(depth + 1));
                case 'L': return items(new ArrayList<>(), depth);
                case 'K': return items(new LinkedList<>(), depth);
                case 'Q': return items(new ArrayDeque<>(), depth);
                case 'Y': return items(new PriorityQueue<>(), depth);
                case 'E': return items(new HashSet<>(), depth);
                case 'W': return items(new LinkedHashSet<>(), depth);
                case 'U': return items(new TreeSet<>(), depth);
                case 'M': return entries(new HashMap<>(), depth);
                case 'X': return entries(new LinkedHashMap<>(), depth);
                case 'V': return entries(new TreeMap<>(), depth);
                case 'A': return array(depth);
                default: throw new IOException("a value has an unknown tag");
            }
        }

        private Object items(Collection<Object> into, int depth) throws IOException {
            for (int left = count(); left > 0; left--) into.add(value(depth + 1));
            return into;
        }

        private Object entries(Map<Object, Object> into, int depth) throws IOException {
            for (int left = count(); left > 0; left--) {
                Object key = value(depth + 1);
                into.put(key, value(depth + 1));
            }
            return into;
        }

        private Object array(int depth) throws IOException {
            String name = text();
            String element = name.replace("[", "");
            if (!element.matches("[ZBSCIJFD]|Ljava\\.(lang|util|math)\\.[A-Za-z]+;")) throw new IOException("an array is not of plain values");
            try {
                Object array = Array.newInstance(Class.forName(name, false, null).getComponentType(), count());
                for (int i = 0; i < Array.getLength(array); i++) Array.set(array, i, value(depth + 1));
                return array;
            } catch (ClassNotFoundException | RuntimeException e) {
                throw new IOException("an array is not of plain values");
            }
        }
    }

    /** Gives a list, array, map or set the contents of its copy that comes back, so that it can be changed in place. */
    @SuppressWarnings("unchecked")
    static void copyBack(Object original, Object copy) {
        if (original == null || copy == null || Objects.deepEquals(original, copy)) return;
        try {
            if (original.getClass().isArray() && copy.getClass() == original.getClass() && Array.getLength(original) == Array.getLength(copy)) {
                System.arraycopy(copy, 0, original, 0, Array.getLength(copy));
            } else if (original instanceof List && copy instanceof List && ((List<?>) original).size() == ((List<?>) copy).size()) {
                for (int i = 0; i < ((List<?>) copy).size(); i++) ((List<Object>) original).set(i, ((List<?>) copy).get(i));
            } else if (original instanceof Collection && copy instanceof Collection) {
                ((Collection<?>) original).clear();
                ((Collection<Object>) original).addAll((Collection<?>) copy);
            } else if (original instanceof Map && copy instanceof Map) {
                ((Map<?, ?>) original).clear();
                ((Map<Object, Object>) original).putAll((Map<?, ?>) copy);
            }
        } catch (UnsupportedOperationException e) {
            // The tests' own value can't be changed, so it isn't.
        }
    }

    static void send(DataOutputStream to, byte[] message) throws IOException {
        to.writeInt(message.length);
        to.write(message);
        to.flush();
    }

    static byte[] receive(DataInputStream from) throws IOException {
        int size = from.readInt();
        if (size < 0 || size > MAX_MESSAGE) throw new IOException("a message is too long");
        byte[] message = from.readNBytes(size);
        if (message.length < size) throw new IOException("a message is cut off");
        return message;
    }

    private Values() { }
}
