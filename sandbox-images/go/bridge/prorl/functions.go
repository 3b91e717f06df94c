package prorl

import (
	"bytes"
	"reflect"
	"runtime"
	"strconv"
	"sync"
	"unsafe"
)

// A function crosses as a number of the side that made it, by which the other side calls it; where it comes back, it is
// itself again. What has a number is kept, so that its address is nobody else's later.
var (
	functionsLock sync.Mutex
	functions     []reflect.Value
	numbers       = map[unsafe.Pointer]uint64{} // of this side's functions
	strangers     = map[unsafe.Pointer]uint64{} // of the other side's, by what stands for them here
	standIns      = map[uint64]reflect.Value{}
)

const (
	mine  = 0
	yours = 1
)

// Calls a function of the other side; arguments and results are variables.
var invoke func(n uint64, arguments, results []reflect.Value)

// What a function value points to: one closure is one address.
func closure(f reflect.Value) unsafe.Pointer {
	variable := reflect.New(f.Type())
	variable.Elem().Set(f)
	return *(*unsafe.Pointer)(variable.UnsafePointer())
}

func (e *encoder) function(f reflect.Value) {
	functionsLock.Lock()
	defer functionsLock.Unlock()
	at := closure(f)
	if n, theirs := strangers[at]; theirs {
		e.word(n<<1 | yours)
		return
	}
	n, known := numbers[at]
	if !known {
		functions = append(functions, reflect.ValueOf(f.Interface()))
		n = uint64(len(functions))
		numbers[at] = n
	}
	e.word(n<<1 | mine)
}

func (d *decoder) function(v reflect.Value) {
	n := d.word()
	if n == 0 {
		v.Set(reflect.Zero(v.Type()))
		return
	}
	found := reflect.Value{}
	if n&1 == yours {
		found = function(n >> 1)
	} else {
		found = standIn(n>>1, v.Type())
	}
	if !found.Type().ConvertibleTo(v.Type()) {
		panic(malformed("a function has another type"))
	}
	v.Set(found.Convert(v.Type()))
}

// A function of this side.
func function(n uint64) reflect.Value {
	functionsLock.Lock()
	defer functionsLock.Unlock()
	if n == 0 || n > uint64(len(functions)) {
		panic(malformed("there is no such function"))
	}
	return functions[n-1]
}

// A function that calls the other side's.
func standIn(n uint64, t reflect.Type) reflect.Value {
	functionsLock.Lock()
	defer functionsLock.Unlock()
	if known, ok := standIns[n]; ok {
		return known
	}
	made := reflect.MakeFunc(t, func(given []reflect.Value) []reflect.Value {
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
	standIns[n] = made
	strangers[closure(made)] = n
	return made
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
