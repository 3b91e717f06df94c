// Package prorl joins a solution and its tests, which run in two processes: calls one way, values the other way. Both
// sides know every type from the function's signature; the bytes carry types only inside interfaces.
package prorl

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"
	"unsafe"
)

// Sides keep what was sent apart by number: the same pointer, map or slice is the same again when it comes back, so that
// a function that changes its arguments does so across the boundary.
type references struct {
	byAddress map[address]uint64
	byNumber  map[uint64]reflect.Value
	last      uint64
}

type address struct {
	of  reflect.Type
	at  unsafe.Pointer
	len int
}

func newReferences() *references {
	return &references{byAddress: map[address]uint64{}, byNumber: map[uint64]reflect.Value{}}
}

func addressOf(v reflect.Value) address {
	if v.Kind() == reflect.Slice {
		return address{v.Type(), v.UnsafePointer(), v.Len()}
	}
	return address{v.Type(), v.UnsafePointer(), 0}
}

func (r *references) number(v reflect.Value) uint64 {
	a := addressOf(v)
	n, known := r.byAddress[a]
	if !known {
		r.last++
		n = r.last
		r.byAddress[a] = n
		// The reference itself, not the variable that holds it now.
		r.byNumber[n] = reflect.ValueOf(v.Interface())
	}
	return n
}

type encoder struct {
	bytes   []byte
	known   *references
	written map[uint64]bool
	errors  map[string]*error
}

func (e *encoder) word(n uint64) { e.bytes = binary.LittleEndian.AppendUint64(e.bytes, n) }

func (e *encoder) text(s string) {
	e.word(uint64(len(s)))
	e.bytes = append(e.bytes, s...)
}

// The number of a reference; whether its contents must follow.
func (e *encoder) reference(v reflect.Value) bool {
	if v.IsNil() {
		e.word(0)
		return false
	}
	n := e.known.number(v)
	e.word(n)
	first := !e.written[n]
	e.written[n] = true
	return first
}

var errorType = reflect.TypeOf((*error)(nil)).Elem()

func (e *encoder) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			e.word(1)
		} else {
			e.word(0)
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		e.word(uint64(v.Int()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		e.word(v.Uint())
	case reflect.Float32, reflect.Float64:
		e.word(math.Float64bits(v.Float()))
	case reflect.Complex64, reflect.Complex128:
		e.word(math.Float64bits(real(v.Complex())))
		e.word(math.Float64bits(imag(v.Complex())))
	case reflect.String:
		e.text(v.String())
	case reflect.Slice:
		if e.reference(v) {
			e.word(uint64(v.Len()))
			for i := 0; i < v.Len(); i++ {
				e.value(v.Index(i))
			}
		}
	case reflect.Array:
		for i := 0; i < v.Len(); i++ {
			e.value(v.Index(i))
		}
	case reflect.Map:
		if e.reference(v) {
			e.word(uint64(v.Len()))
			for pairs := v.MapRange(); pairs.Next(); {
				e.value(pairs.Key())
				e.value(pairs.Value())
			}
		}
	case reflect.Pointer:
		if e.reference(v) {
			e.value(v.Elem())
		}
	case reflect.Struct:
		if !v.CanAddr() {
			copied := reflect.New(v.Type()).Elem()
			copied.Set(v)
			v = copied
		}
		for i := 0; i < v.NumField(); i++ {
			e.value(exposed(v.Field(i)))
		}
	case reflect.Func:
		if v.IsNil() {
			e.word(0)
		} else {
			e.function(v)
		}
	case reflect.Interface:
		if v.Type() == errorType {
			e.error(v)
		} else {
			e.dynamic(v)
		}
	default:
		panic(fmt.Sprintf("a value of type %v is not plain", v.Type()))
	}
}

func (e *encoder) dynamic(v reflect.Value) {
	if v.IsNil() {
		e.text("")
		return
	}
	name := typeName(v.Elem().Type(), 0)
	e.text(name)
	e.value(v.Elem())
}

// An error crosses as its text and the package's error variables that it is or wraps: what errors.Is looks for.
func (e *encoder) error(v reflect.Value) {
	if v.IsNil() {
		e.word(0)
		return
	}
	err := v.Interface().(error)
	for name, variable := range e.errors {
		if same(err, *variable) {
			e.word(2)
			e.text(name)
			return
		}
	}
	e.word(1)
	e.text(err.Error())
	inner := errors.Unwrap(err)
	e.value(reflect.ValueOf(&inner).Elem())
}

func same(a, b error) bool {
	return a != nil && b != nil && reflect.TypeOf(a) == reflect.TypeOf(b) && reflect.TypeOf(a).Comparable() && a == b
}

// A field of an addressable struct; those that are not exported are data all the same.
func exposed(v reflect.Value) reflect.Value {
	return reflect.NewAt(v.Type(), unsafe.Pointer(v.UnsafeAddr())).Elem()
}

type malformed string

type decoder struct {
	bytes  []byte
	known  *references
	errors map[string]*error
	filled map[uint64]bool
}

func newDecoder(message []byte, known *references, errors map[string]*error) *decoder {
	return &decoder{message, known, errors, map[uint64]bool{}}
}

func (d *decoder) word() uint64 {
	if len(d.bytes) < 8 {
		panic(malformed("it ends too soon"))
	}
	n := binary.LittleEndian.Uint64(d.bytes)
	d.bytes = d.bytes[8:]
	return n
}

// Every item takes a byte or more, those without contents excepted.
func (d *decoder) count() int {
	n := d.word()
	if n > uint64(len(d.bytes)) && n > 1<<16 {
		panic(malformed("a length is too great"))
	}
	return int(n)
}

func (d *decoder) text() string {
	n := d.word()
	if n > uint64(len(d.bytes)) {
		panic(malformed("a length is too great"))
	}
	s := string(d.bytes[:n])
	d.bytes = d.bytes[n:]
	return s
}

func (d *decoder) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(d.word() != 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(int64(d.word()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		v.SetUint(d.word())
	case reflect.Float32, reflect.Float64:
		v.SetFloat(math.Float64frombits(d.word()))
	case reflect.Complex64, reflect.Complex128:
		re := math.Float64frombits(d.word())
		v.SetComplex(complex(re, math.Float64frombits(d.word())))
	case reflect.String:
		v.SetString(d.text())
	case reflect.Array:
		for i := 0; i < v.Len(); i++ {
			d.value(v.Index(i))
		}
	case reflect.Struct:
		for i := 0; i < v.NumField(); i++ {
			d.value(exposed(v.Field(i)))
		}
	case reflect.Slice, reflect.Map, reflect.Pointer:
		d.reference(v)
	case reflect.Func:
		d.function(v)
	case reflect.Interface:
		if v.Type() == errorType {
			d.error(v)
		} else {
			d.dynamic(v)
		}
	default:
		panic(malformed("its type is not plain"))
	}
}

// Contents follow a number where it is named for the first time in a message; what is known already is filled anew.
func (d *decoder) reference(v reflect.Value) {
	n := d.word()
	if n == 0 {
		v.Set(reflect.Zero(v.Type()))
		return
	}
	if d.filled[n] {
		known := d.known.byNumber[n]
		if known.Type() != v.Type() {
			panic(malformed("a reference has another type"))
		}
		v.Set(known)
		return
	}
	d.filled[n] = true
	d.fill(n, v)
}

// From now on this reference has the number that the other side gave it.
func (d *decoder) remember(n uint64, v reflect.Value) reflect.Value {
	d.known.byNumber[n] = v
	d.known.byAddress[addressOf(v)] = n
	if n > d.known.last {
		d.known.last = n
	}
	return v
}

func (d *decoder) fill(n uint64, v reflect.Value) {
	known, old := d.known.byNumber[n]
	if old && known.Type() != v.Type() {
		panic(malformed("a reference has another type"))
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !old {
			known = d.remember(n, reflect.New(v.Type().Elem()))
		}
		v.Set(known.Convert(v.Type()))
		d.value(known.Elem())
	case reflect.Map:
		if !old {
			known = d.remember(n, reflect.MakeMap(v.Type()))
		}
		v.Set(known)
		for _, key := range known.MapKeys() {
			known.SetMapIndex(key, reflect.Value{})
		}
		for left := d.count(); left > 0; left-- {
			key := reflect.New(v.Type().Key()).Elem()
			item := reflect.New(v.Type().Elem()).Elem()
			d.value(key)
			d.value(item)
			known.SetMapIndex(key, item)
		}
	case reflect.Slice:
		length := d.count()
		if !old || known.Len() != length {
			known = d.remember(n, reflect.MakeSlice(v.Type(), length, length))
		}
		v.Set(known)
		for i := 0; i < length; i++ {
			d.value(known.Index(i))
		}
	}
}

func (d *decoder) error(v reflect.Value) {
	switch d.word() {
	case 0:
		v.Set(reflect.Zero(v.Type()))
	case 2:
		name := d.text()
		variable, known := d.errors[name]
		if !known {
			variable = new(error)
			*variable = &Error{text: name}
		}
		v.Set(reflect.ValueOf(variable).Elem())
	case 1:
		err := &Error{text: d.text()}
		d.value(reflect.ValueOf(&err.inner).Elem())
		v.Set(reflect.ValueOf(err))
	default:
		panic(malformed("an error is none"))
	}
}

// An Error stands for an error of the solution: its text, and what it wraps.
type Error struct {
	text  string
	inner error
}

func (e *Error) Error() string { return e.text }
func (e *Error) Unwrap() error { return e.inner }

func (d *decoder) dynamic(v reflect.Value) {
	name := d.text()
	if name == "" {
		v.Set(reflect.Zero(v.Type()))
		return
	}
	t, rest := parseType(name, 0)
	if t == nil || rest != "" {
		panic(malformed("a value has an unknown type"))
	}
	value := reflect.New(t).Elem()
	d.value(value)
	v.Set(value)
}
