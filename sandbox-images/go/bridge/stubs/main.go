// Command stubs reads a solution in Go and writes two files: served.go, which offers its functions to the tests, and
// stubs.go, a package of the same name for the tests: the solution's types and constants as they are, and every function
// and method as a call of the solution in the other process.
//
// usage: stubs SOLUTION NAMES, in a folder where both files stand; NAMES holds the identifiers that the tests use.
package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"sort"
	"strconv"
	"strings"
)

func main() {
	source, err := os.ReadFile(os.Args[1])
	check(err)
	names, err := os.ReadFile(os.Args[2])
	check(err)
	g := &generator{files: token.NewFileSet(), used: map[string]bool{}, copied: map[string]bool{}, imports: map[string]bool{}}
	for _, name := range strings.Fields(string(names)) {
		g.used[name] = true
	}
	g.file, err = parser.ParseFile(g.files, os.Args[1], source, parser.SkipObjectResolution)
	check(err)
	var problems []string
	config := types.Config{Importer: importer.Default(), Error: func(err error) { problems = append(problems, err.Error()) }}
	g.types = &types.Info{Defs: map[*ast.Ident]types.Object{}}
	g.pkg, _ = config.Check("prog", g.files, []*ast.File{g.file}, g.types)
	if len(problems) > 0 {
		fail(strings.Join(problems, "\n"))
	}
	g.run()
	write("stubs.go", g.stubs())
	write("served.go", g.served())
}

type generator struct {
	files *token.FileSet
	file  *ast.File
	types *types.Info
	pkg   *types.Package
	used  map[string]bool

	functions []function
	variables []*types.Var
	copied    map[string]bool
	imports   map[string]bool
	refused   []string
}

type function struct {
	name     string // NAME or TYPE.METHOD
	receiver *types.Var
	object   *types.Func
}

func (g *generator) run() {
	scope := g.pkg.Scope()
	for _, name := range scope.Names() {
		if types.Universe.Lookup(name) != nil {
			fail("the solution declares " + name + ", which means something else in Go")
		}
		switch o := scope.Lookup(name).(type) {
		case *types.Func:
			if g.used[name] && name != "main" && name != "init" {
				g.add(function{name: name, object: o})
			}
		case *types.Var:
			if g.used[name] {
				if g.plain(o.Type()) {
					g.variables = append(g.variables, o)
				} else {
					g.refused = append(g.refused, name)
				}
			}
		case *types.Const:
			if g.used[name] {
				g.copy(o.Type())
			}
		case *types.TypeName:
			if g.used[name] {
				if g.plain(o.Type()) {
					g.copy(o.Type())
				} else {
					g.refused = append(g.refused, name)
				}
			}
		}
	}
	// A function's types bring their methods along, which bring further types.
	done := map[string]bool{}
	for again := true; again; {
		again = false
		for _, name := range scope.Names() {
			if !g.copied[name] || done[name] {
				continue
			}
			done[name], again = true, true
			if named, ok := scope.Lookup(name).Type().(*types.Named); ok {
				g.addMethods(name, named)
			}
		}
	}
	if len(g.refused) > 0 {
		sort.Strings(g.refused)
		fail("these take, give or are something else than plain values, which can't be tested apart from the solution: " + strings.Join(g.refused, ", "))
	}
	if len(g.functions) == 0 {
		fail("the solution defines nothing that the tests call")
	}
}

func (g *generator) add(f function) {
	signature := f.object.Type().(*types.Signature)
	ok := signature.TypeParams().Len() == 0
	for _, tuple := range []*types.Tuple{signature.Params(), signature.Results()} {
		for i := 0; i < tuple.Len(); i++ {
			ok = ok && g.plain(tuple.At(i).Type())
		}
	}
	if !ok {
		g.refused = append(g.refused, f.name)
		return
	}
	for _, tuple := range []*types.Tuple{signature.Params(), signature.Results()} {
		for i := 0; i < tuple.Len(); i++ {
			g.copy(tuple.At(i).Type())
		}
	}
	g.functions = append(g.functions, f)
}

// Only methods that the tests name: a String of the solution's would decide how its values are printed, and so what is
// the same. Never Is or As, which would decide what errors.Is says.
func (g *generator) addMethods(name string, named *types.Named) {
	for i := 0; i < named.NumMethods(); i++ {
		m := named.Method(i)
		if m.Name() == "Is" || m.Name() == "As" || !g.used[m.Name()] {
			continue
		}
		g.add(function{name + "." + m.Name(), m.Type().(*types.Signature).Recv(), m})
	}
}

// Packages whose types are data, and whose methods the tests may trust.
var dataPackages = map[string]bool{"bytes": true, "container/list": true, "container/ring": true, "math/big": true, "strings": true, "sync": true, "time": true}

// Plain: data through and through, unexported fields included, and functions of such; no channels, and no interfaces with
// methods.
func (g *generator) plain(t types.Type) bool {
	return g.plainIn(t, map[types.Type]bool{})
}

func (g *generator) plainIn(t types.Type, seen map[types.Type]bool) bool {
	if seen[t] {
		return true
	}
	seen[t] = true
	switch t := t.(type) {
	case *types.Basic:
		return t.Kind() != types.UnsafePointer && t.Kind() != types.Invalid
	case *types.Named:
		if t.Obj().Pkg() == nil {
			return t.Obj().Name() == "error"
		}
		if dataPackages[t.Obj().Pkg().Path()] {
			return g.plainIn(t.Underlying(), seen)
		}
		if t.Obj().Pkg() != g.pkg || t.TypeParams().Len() > 0 || t.Obj().Parent() != g.pkg.Scope() {
			return false
		}
		return g.plainIn(t.Underlying(), seen)
	case *types.Slice:
		return g.plainIn(t.Elem(), seen)
	case *types.Array:
		return g.plainIn(t.Elem(), seen)
	case *types.Pointer:
		return g.plainIn(t.Elem(), seen)
	case *types.Map:
		return g.plainIn(t.Key(), seen) && g.plainIn(t.Elem(), seen)
	case *types.Struct:
		for i := 0; i < t.NumFields(); i++ {
			if !g.plainIn(t.Field(i).Type(), seen) {
				return false
			}
		}
		return true
	case *types.Signature:
		for _, tuple := range []*types.Tuple{t.Params(), t.Results()} {
			for i := 0; i < tuple.Len(); i++ {
				if !g.plainIn(tuple.At(i).Type(), seen) {
					return false
				}
			}
		}
		return t.TypeParams().Len() == 0
	case *types.Interface:
		return t.NumMethods() == 0 && !t.IsComparable() && t.NumEmbeddeds() == 0
	}
	return false
}

// The solution's own types that a type is made of are declared on the tests' side too.
func (g *generator) copy(t types.Type) {
	switch t := t.(type) {
	case *types.Named:
		if t.Obj().Pkg() == g.pkg && !g.copied[t.Obj().Name()] {
			g.copied[t.Obj().Name()] = true
			g.copy(t.Underlying())
		}
	case *types.Slice:
		g.copy(t.Elem())
	case *types.Array:
		g.copy(t.Elem())
	case *types.Pointer:
		g.copy(t.Elem())
	case *types.Map:
		g.copy(t.Key())
		g.copy(t.Elem())
	case *types.Struct:
		for i := 0; i < t.NumFields(); i++ {
			g.copy(t.Field(i).Type())
		}
	case *types.Signature:
		for _, tuple := range []*types.Tuple{t.Params(), t.Results()} {
			for i := 0; i < tuple.Len(); i++ {
				g.copy(tuple.At(i).Type())
			}
		}
	}
}

func (g *generator) typeText(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p == g.pkg {
			return ""
		}
		g.imports[p.Path()] = true
		return p.Name()
	})
}

func (g *generator) stubs() string {
	var b strings.Builder
	scope := g.pkg.Scope()
	for _, name := range scope.Names() {
		switch o := scope.Lookup(name).(type) {
		case *types.TypeName:
			if g.copied[name] {
				equals := ""
				if o.IsAlias() {
					equals = "= "
				}
				fmt.Fprintf(&b, "type %s %s%s\n", name, equals, g.typeText(underlying(o)))
			}
		case *types.Const:
			if g.used[name] {
				g.copyConstant(&b, o)
			}
		}
	}
	for _, v := range g.variables {
		if isError(v.Type()) {
			fmt.Fprintf(&b, "var %s = prorl.Sentinel(%q)\n", v.Name(), v.Name())
		} else {
			fmt.Fprintf(&b, "var %s = prorl.Variable[%s](%q)\n", v.Name(), g.typeText(v.Type()), v.Name())
		}
	}
	for _, f := range g.functions {
		g.stub(&b, f)
	}
	head := "package " + g.pkg.Name() + "\n\nimport \"prorl\"\n"
	for path := range g.imports {
		head += fmt.Sprintf("import %q\n", path)
	}
	return head + "\nvar _ = prorl.Call\n\n" + b.String()
}

func underlying(o *types.TypeName) types.Type {
	if o.IsAlias() {
		return o.Type()
	}
	return o.Type().Underlying()
}

func isError(t types.Type) bool { return types.Identical(t, types.Universe.Lookup("error").Type()) }

func (g *generator) copyConstant(b *strings.Builder, c *types.Const) {
	basic, ok := c.Type().Underlying().(*types.Basic)
	if !ok {
		return
	}
	value := c.Val().ExactString()
	if basic.Info()&types.IsUntyped != 0 {
		fmt.Fprintf(b, "const %s = %s\n", c.Name(), value)
		return
	}
	fmt.Fprintf(b, "const %s %s = %s\n", c.Name(), g.typeText(c.Type()), value)
}

func (g *generator) stub(b *strings.Builder, f function) {
	signature := f.object.Type().(*types.Signature)
	var arguments, results []string
	b.WriteString("func ")
	if f.receiver != nil {
		fmt.Fprintf(b, "(prorlR %s) ", g.typeText(f.receiver.Type()))
		arguments = append(arguments, "&prorlR")
	}
	b.WriteString(f.object.Name() + "(")
	for i := 0; i < signature.Params().Len(); i++ {
		t := g.typeText(signature.Params().At(i).Type())
		if signature.Variadic() && i == signature.Params().Len()-1 {
			t = "..." + strings.TrimPrefix(t, "[]")
		}
		name := "prorlA" + strconv.Itoa(i)
		arguments = append(arguments, "&"+name)
		fmt.Fprintf(b, "%s %s, ", name, t)
	}
	b.WriteString(") (")
	for i := 0; i < signature.Results().Len(); i++ {
		name := "prorlB" + strconv.Itoa(i)
		results = append(results, "&"+name)
		fmt.Fprintf(b, "%s %s, ", name, g.typeText(signature.Results().At(i).Type()))
	}
	fmt.Fprintf(b, ") {\n\tprorl.Call(%q, []any{%s}, []any{%s})\n\treturn\n}\n\n", f.name, strings.Join(arguments, ", "), strings.Join(results, ", "))
}

func (g *generator) served() string {
	var b strings.Builder
	fmt.Fprintf(&b, "package %s\n\nimport \"prorl\"\n\nfunc ProrlSolution() prorl.Solution {\n\treturn prorl.Solution{\n\t\tFunctions: map[string]any{\n", g.pkg.Name())
	for _, f := range g.functions {
		expression := f.name
		if f.receiver != nil {
			typeName, method, _ := strings.Cut(f.name, ".")
			if _, pointer := f.receiver.Type().(*types.Pointer); pointer {
				typeName = "(*" + typeName + ")"
			}
			expression = typeName + "." + method
		}
		fmt.Fprintf(&b, "%q: %s,\n", f.name, expression)
	}
	b.WriteString("},\nVariables: map[string]any{\n")
	for _, v := range g.variables {
		if !isError(v.Type()) {
			fmt.Fprintf(&b, "%q: &%s,\n", v.Name(), v.Name())
		}
	}
	b.WriteString("},\nErrors: map[string]*error{\n")
	for _, v := range g.variables {
		if isError(v.Type()) {
			fmt.Fprintf(&b, "%q: &%s,\n", v.Name(), v.Name())
		}
	}
	b.WriteString("},\n}\n}\n")
	return b.String()
}

func write(path, text string) {
	formatted, err := format.Source([]byte(text))
	if err != nil {
		fail(err.Error())
	}
	check(os.WriteFile(path, bytes.TrimSpace(formatted), 0o644))
}

func check(err error) {
	if err != nil {
		fail(err.Error())
	}
}

func fail(message string) {
	fmt.Fprintln(os.Stderr, message)
	os.Exit(1)
}
