package prorl

import (
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"reflect"
)

const maxMessage = 256 << 20

// One for the whole run: a file that is no longer used closes its descriptor when it is collected.
var theSocket = os.NewFile(3, "socket")

func socket() *os.File { return theSocket }

func send(f *os.File, message []byte) bool {
	_, err := f.Write(append(binary.LittleEndian.AppendUint32(nil, uint32(len(message))), message...))
	return err == nil
}

func receive(f *os.File) ([]byte, bool) {
	head := make([]byte, 4)
	if _, err := io.ReadFull(f, head); err != nil {
		return nil, false
	}
	size := binary.LittleEndian.Uint32(head)
	if size > maxMessage {
		return nil, false
	}
	// Grows as the bytes arrive: a length alone takes no memory.
	message, err := io.ReadAll(io.LimitReader(f, int64(size)))
	return message, err == nil && len(message) == int(size)
}

// Solution is what a solution offers to the tests: functions by name, and the addresses of variables by name.
type Solution struct {
	Functions map[string]any
	Variables map[string]any
	Errors    map[string]*error
}

// What the tests send: a call, or the answer to a function of theirs that was called.
const (
	call = iota
	returned
	panicked
)

// What the solution sends: the answer to a call, its panic, or a call of a function that the tests gave it.
const (
	answered = iota
	failed
	callback
)

// Serve answers calls until the tests are gone.
func (s Solution) Serve() {
	f := socket()
	turn := newTurn(false)
	invoke = func(n uint64, arguments, results []reflect.Value) { s.callBack(f, turn, n, arguments, results) }
	for {
		message, ok := receive(f)
		if !ok {
			os.Exit(0)
		}
		turn.open()
		answer := s.answer(message)
		turn.take()
		if !send(f, answer) {
			os.Exit(0)
		}
		turn.close()
		turn.give()
	}
}

// Calls a function of the tests and waits for what it gives; meanwhile the tests may call the solution in turn.
func (s Solution) callBack(f *os.File, turn *turn, n uint64, arguments, results []reflect.Value) {
	turn.take()
	defer turn.give()
	known := newReferences()
	e := &encoder{known: known, written: map[uint64]bool{}, errors: s.Errors}
	e.word(callback)
	e.word(n)
	for _, a := range arguments {
		e.value(a)
	}
	if !send(f, e.bytes) {
		os.Exit(0)
	}
	for {
		message, ok := receive(f)
		if !ok {
			os.Exit(0)
		}
		d := newDecoder(message, known, s.Errors)
		switch d.word() {
		case call:
			if !send(f, s.answer(message)) {
				os.Exit(0)
			}
		case panicked:
			panic(d.text())
		default:
			for _, v := range append(arguments, results...) {
				d.value(v)
			}
			return
		}
	}
}

func (s Solution) answer(message []byte) (answer []byte) {
	defer func() {
		if p := recover(); p != nil {
			e := &encoder{}
			e.word(failed)
			e.text(fmt.Sprint(p))
			answer = e.bytes
		}
	}()
	d := newDecoder(message, newReferences(), s.Errors)
	d.word()
	e := &encoder{known: d.known, written: map[uint64]bool{}, errors: s.Errors}
	e.word(answered)
	name := d.text()
	if variable, ok := s.Variables[name]; ok {
		e.value(reflect.ValueOf(variable).Elem())
		return e.bytes
	}
	if variable, ok := s.Errors[name]; ok {
		e.text(fmt.Sprint(*variable))
		return e.bytes
	}
	if name == "" {
		perform(function(d.word()), d, e)
	} else {
		perform(reflect.ValueOf(s.Functions[name]), d, e)
	}
	return e.bytes
}

// Reads a function's arguments, calls it, and writes what has become of them and its results.
func perform(function reflect.Value, d *decoder, e *encoder) {
	arguments := make([]reflect.Value, function.Type().NumIn())
	for i := range arguments {
		arguments[i] = reflect.New(function.Type().In(i)).Elem()
		d.value(arguments[i])
	}
	var results []reflect.Value
	if function.Type().IsVariadic() {
		results = function.CallSlice(arguments)
	} else {
		results = function.Call(arguments)
	}
	for _, a := range arguments {
		e.value(a)
	}
	for i, result := range results {
		typed := reflect.New(function.Type().Out(i)).Elem()
		typed.Set(result)
		e.value(typed)
	}
}
