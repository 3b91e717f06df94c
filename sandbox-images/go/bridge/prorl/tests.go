package prorl

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"reflect"
	"strings"
	"sync"
	"testing"
)

const maxCallbacks = 1_000_000

var (
	calling   = newTurn(true)
	calls     int
	callbacks int
	sentinels = map[string]*error{}
)

func init() { invoke = callFunction }

// Call calls a function of the solution. Arguments and results are pointers to variables of the declared types.
func Call(name string, arguments, results []any) {
	variables := func(pointers []any) (all []reflect.Value) {
		for _, p := range pointers {
			all = append(all, reflect.ValueOf(p).Elem())
		}
		return
	}
	request(func(e *encoder) { e.text(name) }, variables(arguments), variables(results))
}

// A function that the solution gave is called by its number.
func callFunction(n uint64, arguments, results []reflect.Value) {
	request(func(e *encoder) { e.text(""); e.word(n) }, arguments, results)
}

func request(name func(*encoder), arguments, results []reflect.Value) {
	known := newReferences()
	e := &encoder{known: known, written: map[uint64]bool{}, errors: sentinels}
	e.word(call)
	name(e)
	for _, a := range arguments {
		e.value(a)
	}
	d := exchange(e.bytes, known)
	defer notMalformed()
	for _, v := range append(arguments, results...) {
		d.value(v)
	}
	if len(d.bytes) > 0 {
		panic(malformed("it is too long"))
	}
}

// Variable is the value that a variable of the solution has when the tests begin.
func Variable[T any](name string) (value T) {
	e := &encoder{}
	e.word(call)
	e.text(name)
	d := exchange(e.bytes, newReferences())
	defer notMalformed()
	d.value(reflect.ValueOf(&value).Elem())
	return
}

// Sentinel stands for an error variable of the solution.
func Sentinel(name string) error {
	e := &encoder{}
	e.word(call)
	e.text(name)
	d := exchange(e.bytes, newReferences())
	defer notMalformed()
	err := new(error)
	*err = errors.New(d.text())
	sentinels[name] = err
	return *err
}

func exchange(message []byte, known *references) *decoder {
	calling.take()
	defer calling.give()
	calls++
	f := socket()
	if !send(f, message) {
		lost("the solution ended before it answered")
	}
	for {
		answer, ok := receive(f)
		if !ok {
			lost("the solution ended before it answered")
		}
		d := newDecoder(answer, known, sentinels)
		var kind uint64
		guarded(func() { kind = d.word() })
		switch kind {
		case answered:
			return d
		case callback:
			var reply []byte
			guarded(func() { reply = callBack(d) })
			if !send(f, reply) {
				lost("the solution ended before it answered")
			}
		default:
			var text string
			guarded(func() { text = d.text() })
			panic(text)
		}
	}
}

// Calls a function that the tests gave to the solution, with values of its own types.
func callBack(d *decoder) (reply []byte) {
	if callbacks++; callbacks > maxCallbacks {
		lost("the solution calls the tests' functions without end")
	}
	d.known = newReferences()
	called := function(d.word())
	e := &encoder{known: d.known, written: map[uint64]bool{}, errors: sentinels}
	e.word(returned)
	defer func() {
		if p := recover(); p != nil {
			if m, ok := p.(malformed); ok {
				panic(m)
			}
			e = &encoder{}
			e.word(panicked)
			e.text(fmt.Sprint(p))
			reply = e.bytes
		}
	}()
	perform(called, d, e)
	return e.bytes
}

func guarded(read func()) {
	defer notMalformed()
	read()
}

func notMalformed() {
	if p := recover(); p != nil {
		if m, ok := p.(malformed); ok {
			lost("the answer is not a value of the function's type: " + string(m))
		}
		panic(p)
	}
}

type line struct {
	Test    string `json:"test,omitempty"`
	OK      *bool  `json:"ok,omitempty"`
	Message string `json:"message,omitempty"`
	Done    bool   `json:"done,omitempty"`
	Calls   *int   `json:"calls,omitempty"`
}

// Without the solution nothing more can be tested, and what was passed so far is not paid: a solution could end itself
// before the tests that it fails.
func lost(message string) {
	fmt.Fprintln(os.Stderr, message)
	os.Exit(1)
}

// Main runs the tests in a child process and reports what became of them, whatever way the child ends.
func Main(tests []testing.InternalTest) {
	if os.Getenv("PRORL_TESTS") != "" {
		runAll(tests)
	}
	r, w, err := os.Pipe()
	if err != nil {
		panic(err)
	}
	child := exec.Command("/proc/self/exe")
	child.Env = append(os.Environ(), "PRORL_TESTS=1")
	child.ExtraFiles = []*os.File{socket(), w}
	var said strings.Builder
	child.Stdout, child.Stderr = &said, &said
	if err := child.Start(); err != nil {
		panic(err)
	}
	w.Close()
	results, ended := read(r)
	child.Wait()
	if ended.Done == false {
		one := 1
		results, ended = []line{{Test: "tests", OK: new(bool)}}, line{Done: true, Calls: &one}
	}
	out := bufio.NewWriter(os.NewFile(4, "report"))
	for _, result := range results {
		if !*result.OK {
			result.Message = reason(said.String(), result.Test)
		}
		write(out, result)
	}
	write(out, ended)
	out.Flush()
}

func read(from io.Reader) (results []line, ended line) {
	for lines := json.NewDecoder(from); ; {
		var l line
		if err := lines.Decode(&l); err != nil {
			return
		}
		if l.Done {
			ended = l
		} else {
			results = append(results, l)
		}
	}
}

func write(to io.Writer, l line) {
	text, _ := json.Marshal(l)
	to.Write(append(text, '\n'))
}

// What a failed test logged: it stands behind its name; what ended all tests stands first.
func reason(said, test string) string {
	if _, after, found := strings.Cut(said, "--- FAIL: "+test+" ("); found {
		_, said, _ = strings.Cut(after, "\n")
	}
	var lines []string
	for _, l := range strings.Split(said, "\n") {
		l = strings.TrimSpace(l)
		if strings.HasPrefix(l, "--- ") && len(lines) > 0 || len(lines) == 3 {
			break
		}
		if l != "" && !strings.HasPrefix(l, "--- ") {
			lines = append(lines, l)
		}
	}
	message := strings.Join(lines, "; ")
	if len(message) > 400 {
		message = message[:400]
	}
	return message
}

// Runs every test and says so, test by test; never returns.
func runAll(tests []testing.InternalTest) {
	out := os.NewFile(4, "report")
	var recording sync.Mutex
	left := len(tests)
	for i := range tests {
		test := tests[i]
		tests[i].F = func(t *testing.T) {
			ran, before := false, calls
			t.Cleanup(func() {
				recording.Lock()
				defer recording.Unlock()
				// One that skips itself after it called the solution was brought to it.
				ok := ran && !t.Failed() && !(t.Skipped() && calls > before)
				write(out, line{Test: test.Name, OK: &ok})
				if left--; left == 0 {
					write(out, line{Done: true, Calls: &calls})
				}
			})
			defer func() {
				if p := recover(); p != nil {
					t.Errorf("panic: %v", p)
				}
			}()
			ran = true
			test.F(t)
		}
	}
	testing.Main(func(_, _ string) (bool, error) { return true, nil }, tests, nil, nil)
}
