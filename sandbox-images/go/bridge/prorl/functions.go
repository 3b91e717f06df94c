package prorl

import (
	"bytes"
	"reflect"
	"runtime"
	"strconv"
	"sync"
)

// A function crosses as a number, by which the other side calls it back.
var (
	functionsLock sync.Mutex
	functions     []reflect.Value
)

// Calls a function of the other side; arguments and results are variables.
var invoke func(n uint64, arguments, results []reflect.Value)

func numberOf(f reflect.Value) uint64 {
	functionsLock.Lock()
	defer functionsLock.Unlock()
	functions = append(functions, reflect.ValueOf(f.Interface()))
	return uint64(len(functions))
}

func function(n uint64) reflect.Value {
	functionsLock.Lock()
	defer functionsLock.Unlock()
	if n == 0 || n > uint64(len(functions)) {
		panic(malformed("there is no such function"))
	}
	return functions[n-1]
}

// A function that calls the other side's.
func remote(n uint64, t reflect.Type) reflect.Value {
	return reflect.MakeFunc(t, func(given []reflect.Value) []reflect.Value {
		arguments, results := make([]reflect.Value, len(given)), make([]reflect.Value, t.NumOut())
		for i, a := range given {
			arguments[i] = reflect.New(t.In(i)).Elem()
			arguments[i].Set(a)
		}
		for i := range results {
			results[i] = reflect.New(t.Out(i)).Elem()
		}
		invoke(n, arguments, results)
		return results
	})
}

// A turn is held by one goroutine at a time, which may take it again while it holds it: calls and callbacks nest. It can
// be closed: then it is given to nobody.
type turn struct {
	lock   sync.Mutex
	free   *sync.Cond
	owner  int64
	depth  int
	opened bool
}

func newTurn(opened bool) *turn {
	t := &turn{opened: opened}
	t.free = sync.NewCond(&t.lock)
	return t
}

func (t *turn) open() {
	t.lock.Lock()
	t.opened = true
	t.lock.Unlock()
	t.free.Broadcast()
}

func (t *turn) close() {
	t.lock.Lock()
	t.opened = false
	t.lock.Unlock()
}

func (t *turn) take() {
	me := goroutine()
	t.lock.Lock()
	defer t.lock.Unlock()
	for t.owner != me && (t.owner != 0 || !t.opened) {
		t.free.Wait()
	}
	t.owner = me
	t.depth++
}

func (t *turn) give() {
	t.lock.Lock()
	defer t.lock.Unlock()
	if t.depth--; t.depth == 0 {
		t.owner = 0
		t.free.Broadcast()
	}
}

// The number of this goroutine, which only its stack tells.
func goroutine() int64 {
	text := make([]byte, 64)
	text = bytes.TrimPrefix(text[:runtime.Stack(text, false)], []byte("goroutine "))
	n, _ := strconv.ParseInt(string(text[:bytes.IndexByte(text, ' ')]), 10, 64)
	return n
}
