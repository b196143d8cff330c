//! Compiled languages: braces, types, nested comments, strings of all kinds.

use super::check;

#[test]
fn rust() {
    check("rust", "let x = 1;", "[let:keyword] x = [1:number];");
    check(
        "rust",
        r#"fn main() { println!("{x}"); }"#,
        r#"[fn:keyword] [main:function]() { [println!:function](["{x}":string]); }"#,
    );
    check(
        "rust",
        "impl<'a> Foo<'a> { const MAX: usize = 0xFF_u8; }",
        "[impl:keyword]<['a:type]> [Foo:type]<['a:type]> { [const:keyword] [MAX:constant]: [usize:type] = [0xFF_u8:number]; }",
    );
    check(
        "rust",
        r#"match c { 'a' => 1, '\'' => 2, '{' => 3, _ => 4.0e-3 }"#,
        r#"[match:keyword] c { ['a':string] => [1:number], ['\'':string] => [2:number], ['{':string] => [3:number], _ => [4.0e-3:number] }"#,
    );
    check(
        "rust",
        "/* a /* b */ c */ let",
        "[/* a /* b */ c */:comment] [let:keyword]",
    );
    check(
        "rust",
        r###"r#"a " b"# + r##"x"# y"## + r"\" + b"x" + r#type"###,
        r###"[r#"a " b"#:string] + [r##"x"# y"##:string] + [r"\":string] + [b"x":string] + r#[type:keyword]"###,
    );
    check(
        "rust",
        r#"#[derive(Debug, Clone)]
#![allow(x[0], "]")]
struct A { pub name: String }"#,
        r#"[#[derive(Debug, Clone)]:meta]
[#![allow(x[0], :meta]["]":string][)]:meta]
[struct:keyword] [A:type] { [pub:keyword] name: [String:type] }"#,
    );
    check(
        "rust",
        "for i in 0..10 { a.await?.max(1.0) }",
        "[for:keyword] i [in:keyword] [0:number]..[10:number] { a.[await:keyword]?.[max:function]([1.0:number]) }",
    );
    check(
        "rust",
        "let f = |x| x != y && a!=b; vec![1]",
        "[let:keyword] f = |x| x != y && a!=b; [vec!:function][[1:number]]",
    );
    check(
        "rust",
        r#"use std::{fmt, io::Read}; // the end
Self::new(Some(3))"#,
        r#"[use:keyword] std::{fmt, io::[Read:type]}; [// the end:comment]
[Self:type]::[new:function]([Some:type]([3:number]))"#,
    );
    check(
        "rust",
        "'static 'a' '日' 'ab 'x",
        "['static:type] ['a':string] ['日':string] ['ab:type] ['x:type]",
    );
}

#[test]
fn javascript() {
    check(
        "js",
        r#"const a = /[/"]\/x/gi.test(b) / 2 / c;"#,
        r#"[const:keyword] a = [/[/"]\/x/gi:string].[test:function](b) / [2:number] / c;"#,
    );
    check(
        "js",
        r#"`a ${b + `c ${d}` + "}"} e` + f"#,
        r#"[`a :string]${b + [`c :string]${d}[`:string] + ["}":string]}[ e`:string] + f"#,
    );
    check(
        "js",
        r#"return /x/;
a = b / c / d"#,
        r#"[return:keyword] [/x/:string];
a = b / c / d"#,
    );
    check(
        "js",
        "class A extends B { #x = 1; get y() { return this.#x } }",
        "[class:keyword] [A:type] [extends:keyword] [B:type] { #x = [1:number]; [get:keyword] [y:function]() { [return:keyword] [this:keyword].#x } }",
    );
    check(
        "js",
        "obj = { key: 1, 'a': 2, default: 3, of: x };",
        "obj = { [key:property]: [1:number], ['a':string]: [2:number], [default:keyword]: [3:number], [of:property]: x };",
    );
    check(
        "js",
        "const from = 1; import x from 'y'; for (const a of b) {}",
        "[const:keyword] from = [1:number]; [import:keyword] x [from:keyword] ['y':string]; [for:keyword] ([const:keyword] a [of:keyword] b) {}",
    );
    check(
        "js",
        "async () => { await get() }; x?.delete(y)",
        "[async:keyword] () => { [await:keyword] [get:function]() }; x?.[delete:function](y)",
    );
    check(
        "js",
        r#"'unclosed
let y = 'ok\
more'"#,
        r#"['unclosed:string]
[let:keyword] y = ['ok\
more':string]"#,
    );
    check(
        "js",
        "0xFF + 1_000n + .5 + 1.e3 + 1.5e-3",
        "[0xFF:number] + [1_000n:number] + [.5:number] + [1:number].e3 + [1.5e-3:number]",
    );
    check(
        "js",
        r#"function* gen() {} // done
/** doc */"#,
        r#"[function:keyword]* [gen:function]() {} [// done:comment]
[/** doc */:comment]"#,
    );
    check("js", "a <b> c; x = a < b", "a <b> c; x = a < b");
    check(
        "js",
        "Math.PI * MAX_SIZE + new Foo(bar)",
        "[Math:type].[PI:constant] * [MAX_SIZE:constant] + [new:keyword] [Foo:type](bar)",
    );
}

#[test]
fn tsx() {
    check(
        "tsx",
        r#"return <div className="a" onClick={() => f({a: 1})}>Don't {x} <b/> &amp;</div>;
let y"#,
        r#"[return:keyword] [<div:tag] [className:property]=["a":string] [onClick:property]={() => [f:function]({[a:property]: [1:number]})}[>:tag]Don't {x} [<b/>:tag] &amp;[</div>:tag];
[let:keyword] y"#,
    );
    check(
        "tsx",
        "const f = <T,>(x: T) => x;",
        "[const:keyword] f = <[T:type],>(x: [T:type]) => x;",
    );
    check(
        "tsx",
        "const g = <T extends U>(x) => x",
        "[const:keyword] g = <[T:type] [extends:keyword] [U:type]>(x) => x",
    );
    check(
        "tsx",
        "x = <><A.B {...props}/>text</>; let z",
        "x = [<><A.B:tag] {...props}[/>:tag]text[</>:tag]; [let:keyword] z",
    );
    check(
        "tsx",
        "interface A { name?: string; age: number }",
        "[interface:keyword] [A:type] { [name:property]?: [string:type]; [age:property]: [number:type] }",
    );
    check(
        "tsx",
        r#"@Component({ selector: "x" })
export class B {}"#,
        r#"[@Component:meta]({ [selector:property]: ["x":string] })
[export:keyword] [class:keyword] [B:type] {}"#,
    );
}

#[test]
fn typescript() {
    check(
        "ts",
        "type A<T> = { [K in keyof T]: string };",
        "[type:keyword] [A:type]<[T:type]> = { [[K:type] [in:keyword] [keyof:keyword] [T:type]]: [string:type] };",
    );
    check(
        "ts",
        "const x = <string>y; let z = a as unknown",
        "[const:keyword] x = <[string:type]>y; [let:keyword] z = a [as:keyword] [unknown:type]",
    );
    check(
        "ts",
        "abstract class A { private readonly b: number }",
        "[abstract:keyword] [class:keyword] [A:type] { [private:keyword] [readonly:keyword] b: [number:type] }",
    );
}

#[test]
fn java() {
    check(
        "java",
        r#"@Override
public void run() throws IOException { int x = 1_000L; }"#,
        r#"[@Override:meta]
[public:keyword] [void:type] [run:function]() [throws:keyword] [IOException:type] { [int:type] x = [1_000L:number]; }"#,
    );
    check(
        "java",
        r#"String s = """
  text "x"
  """ + 'c';"#,
        r#"[String:type] s = ["""
  text "x"
  """:string] + ['c':string];"#,
    );
    check(
        "java",
        "List<String> a = new ArrayList<>(); record P(int x) {}",
        "[List:type]<[String:type]> a = [new:keyword] [ArrayList:type]<>(); [record:keyword] [P:type]([int:type] x) {}",
    );
    check(
        "java",
        "if (a instanceof Foo f) return MAX; // x",
        "[if:keyword] (a [instanceof:keyword] [Foo:type] f) [return:keyword] [MAX:constant]; [// x:comment]",
    );
}

#[test]
fn c() {
    check(
        "c",
        r#"#include <stdio.h>
#define N 10
  # ifdef X"#,
        r#"[#include:meta] [<stdio.h>:string]
[#define:meta] [N:type] [10:number]
  [# ifdef:meta] [X:type]"#,
    );
    check(
        "c",
        r#"int main(void) { char c = '\n'; printf("%d\n", 0x1Fu); return NULL; }"#,
        r#"[int:type] [main:function]([void:type]) { [char:type] c = ['\n':string]; [printf:function](["%d\n":string], [0x1Fu:number]); [return:keyword] [NULL:constant]; }"#,
    );
    check(
        "c",
        "struct point *p = a->if_x; size_t n = sizeof(uint8_t);",
        "[struct:keyword] [point:type] *p = a->if_x; [size_t:type] n = [sizeof:keyword]([uint8_t:type]);",
    );
    check(
        "c",
        "/* a // b */ x // y */",
        "[/* a // b */:comment] x [// y */:comment]",
    );
}

#[test]
fn cpp() {
    check(
        "cpp",
        r#"auto s = R"(a " b)"; int n = 1'000'000;"#,
        r#"[auto:keyword] s = [R"(a " b)":string]; [int:type] n = [1'000'000:number];"#,
    );
    check(
        "cpp",
        "template <typename T> class A : public B { virtual ~A() = default; };",
        "[template:keyword] <[typename:keyword] [T:type]> [class:keyword] [A:type] : [public:keyword] [B:type] { [virtual:keyword] ~[A:type]() = [default:keyword]; };",
    );
    check(
        "cpp",
        "std::vector<int> v; v.push_back(static_cast<int>(1.5f));",
        "std::vector<[int:type]> v; v.[push_back:function]([static_cast:keyword]<[int:type]>([1.5f:number]));",
    );
}

#[test]
fn csharp() {
    check(
        "cs",
        r#"var a = @"c:\x ""q"" y"; var b = $"a {b.C("x")} {{d}}";"#,
        r#"[var:keyword] a = [@"c:\x ""q"" y":string]; [var:keyword] b = [$"a :string]{b.[C:function](["x":string])}[ {{d}}":string];"#,
    );
    check(
        "cs",
        r#"public string Name { get; set; } = "x";"#,
        r#"[public:keyword] [string:type] [Name:type] { [get:keyword]; [set:keyword]; } = ["x":string];"#,
    );
    check(
        "cs",
        r#"var c = $@"{a}\" + """raw "x" """;"#,
        r#"[var:keyword] c = [$@":string]{a}[\":string] + ["""raw "x" """:string];"#,
    );
    check(
        "cs",
        r#"await foo.BarAsync(name: 1); // x
#region A"#,
        r#"[await:keyword] foo.[BarAsync:function]([name:property]: [1:number]); [// x:comment]
[#region:meta] [A:type]"#,
    );
}

#[test]
fn go() {
    check(
        "go",
        "func (s *Server) Run(ctx context.Context) error { return nil }",
        "[func:keyword] (s *Server) [Run:function](ctx context.Context) [error:type] { [return:keyword] [nil:constant] }",
    );
    check(
        "go",
        r#"x := `raw \` + "a\"b" + 'c'"#,
        r#"x := [`raw \`:string] + ["a\"b":string] + ['c':string]"#,
    );
    check(
        "go",
        r#"type A struct { B int `json:"b"` }
var c = A{B: 1}"#,
        r#"[type:keyword] [A:type] [struct:keyword] { B [int:type] [`json:"b"`:string] }
[var:keyword] c = A{[B:property]: [1:number]}"#,
    );
}

#[test]
fn swift() {
    check(
        "swift",
        r#"let a = "x \(b.c("y")) z"; var d: Int?"#,
        r#"[let:keyword] a = ["x :string]\(b.[c:function](["y":string]))[ z":string]; [var:keyword] d: [Int:type]?"#,
    );
    check(
        "swift",
        "func f(name: String) -> Bool { return true }",
        "[func:keyword] [f:function]([name:property]: [String:type]) -> [Bool:type] { [return:keyword] [true:constant] }",
    );
    check(
        "swift",
        r##"@State private var x = #"a"b"#
/* /* */ */ guard let y else { return }"##,
        r##"[@State:meta] [private:keyword] [var:keyword] x = [#"a"b"#:string]
[/* /* */ */:comment] [guard:keyword] [let:keyword] y [else:keyword] { [return:keyword] }"##,
    );
}

#[test]
fn kotlin() {
    check(
        "kotlin",
        r#"val s = "a ${m["k"]} $b"; fun f(x: Int): Unit {}"#,
        r#"[val:keyword] s = ["a :string]${m[["k":string]]}[ $b":string]; [fun:keyword] [f:function](x: [Int:type]): [Unit:type] {}"#,
    );
    check(
        "kotlin",
        r#"data class A(val b: String?)
@Test fun t() = """x "y" z""""#,
        r#"[data:keyword] [class:keyword] [A:type]([val:keyword] b: [String:type]?)
[@Test:meta] [fun:keyword] [t:function]() = ["""x "y" z""":string]"#,
    );
    check(
        "kotlin",
        "when (x) { is A -> 1; in 1..5 -> 'c' }",
        "[when:keyword] (x) { [is:keyword] [A:type] -> [1:number]; [in:keyword] [1:number]..[5:number] -> ['c':string] }",
    );
}
