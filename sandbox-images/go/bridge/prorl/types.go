package prorl

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

const maxTypeDepth = 16

var basic = map[string]reflect.Type{}

func init() {
	for _, v := range []any{false, 0, int8(0), int16(0), int32(0), int64(0), uint(0), uint8(0), uint16(0), uint32(0), uint64(0), float32(0), 0.0, complex64(0), complex128(0), ""} {
		basic[reflect.TypeOf(v).Name()] = reflect.TypeOf(v)
	}
	basic["any"] = reflect.TypeOf((*any)(nil)).Elem()
	basic["error"] = errorType
}

// The name of a type inside an interface: built of basic types only, so that it has no methods.
func typeName(t reflect.Type, depth int) string {
	if depth < maxTypeDepth && t.Name() == "" {
		switch t.Kind() {
		case reflect.Slice:
			return "[]" + typeName(t.Elem(), depth+1)
		case reflect.Array:
			return "[" + strconv.Itoa(t.Len()) + "]" + typeName(t.Elem(), depth+1)
		case reflect.Map:
			return "map[" + typeName(t.Key(), depth+1) + "]" + typeName(t.Elem(), depth+1)
		case reflect.Pointer:
			return "*" + typeName(t.Elem(), depth+1)
		case reflect.Interface:
			if t.NumMethod() == 0 {
				return "any"
			}
		}
	}
	if basic[t.Name()] == t {
		return t.Name()
	}
	panic(fmt.Sprintf("a value of type %v inside an interface is not plain", t))
}

func parseType(s string, depth int) (reflect.Type, string) {
	if depth > maxTypeDepth {
		return nil, s
	}
	switch {
	case strings.HasPrefix(s, "[]"):
		if item, rest := parseType(s[2:], depth+1); item != nil {
			return reflect.SliceOf(item), rest
		}
	case strings.HasPrefix(s, "*"):
		if item, rest := parseType(s[1:], depth+1); item != nil {
			return reflect.PointerTo(item), rest
		}
	case strings.HasPrefix(s, "["):
		if end := strings.IndexByte(s, ']'); end > 0 {
			n, err := strconv.Atoi(s[1:end])
			item, rest := parseType(s[end+1:], depth+1)
			if err == nil && n >= 0 && n <= 1<<16 && item != nil && depth < 3 {
				return reflect.ArrayOf(n, item), rest
			}
		}
	case strings.HasPrefix(s, "map["):
		key, rest := parseType(s[4:], depth+1)
		if key != nil && key.Comparable() && strings.HasPrefix(rest, "]") {
			if item, rest := parseType(rest[1:], depth+1); item != nil {
				return reflect.MapOf(key, item), rest
			}
		}
	default:
		end := strings.IndexAny(s, "]")
		if end < 0 {
			end = len(s)
		}
		if t, ok := basic[s[:end]]; ok {
			return t, s[end:]
		}
	}
	return nil, s
}
