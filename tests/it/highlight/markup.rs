//! Markup, style sheets, and the languages embedded in them.

use super::check;

#[test]
fn html() {
    check(
        "html",
        r#"<!DOCTYPE html>
<a href="x" disabled data-y=z>t &amp; u</a><br/>"#,
        r#"[<!DOCTYPE html>:meta]
[<a:tag] [href:property]=["x":string] [disabled:property] [data-y:property]=[z:string][>:tag]t &amp; u[</a><br/>:tag]"#,
    );
    check(
        "html",
        "<!-- a -- b --><p class='c'>x < y</p>",
        "[<!-- a -- b -->:comment][<p:tag] [class:property]=['c':string][>:tag]x < y[</p>:tag]",
    );
    check(
        "html",
        r#"<script>let a = "</p>"; // x
</script><style>a { b: c }</style><p>"#,
        r#"[<script>:tag][let:keyword] a = ["</p>":string]; [// x:comment]
[</script><style>a:tag] { [b:property]: c }[</style><p>:tag]"#,
    );
    check(
        "html",
        r#"<button @click="f" :a.b="c">x</button>"#,
        r#"[<button:tag] [@click:property]=["f":string] [:a.b:property]=["c":string][>:tag]x[</button>:tag]"#,
    );
    check(
        "html",
        r#"<script src="x"></script>
let"#,
        r#"[<script:tag] [src:property]=["x":string][></script>:tag]
let"#,
    );
}

#[test]
fn xml() {
    check(
        "xml",
        r#"<?xml version="1.0"?>
<a:b xmlns:a="u"><![CDATA[ <x> ]]></a:b>"#,
        r#"[<?xml version=:meta]["1.0":string][?>:meta]
[<a:b:tag] [xmlns:a:property]=["u":string][>:tag]<![CDATA[ <x> ]]>[</a:b>:tag]"#,
    );
}

#[test]
fn css() {
    check(
        "css",
        "a:hover, .b > #c { color: #fff; margin: 0 -1.5em; }",
        "[a:tag][:hover:meta], [.b:meta] > [#c:meta] { [color:property]: [#fff:number]; [margin:property]: [0:number] -[1.5em:number]; }",
    );
    check(
        "css",
        r#"@media (max-width: 600px) { h1::before { content: "x\""; } }"#,
        r#"[@media:keyword] ([max-width:property]: [600px:number]) { [h1:tag][::before:meta] { [content:property]: ["x\"":string]; } }"#,
    );
    check(
        "css",
        ".a { width: calc(100% - var(--x)); --y: 1; background: url(a//b.png) }",
        "[.a:meta] { [width:property]: [calc:function]([100%:number] - [var:function]([--x:property])); [--y:property]: [1:number]; [background:property]: [url(a//b.png):string] }",
    );
    check(
        "css",
        r#"/* c */ @import "x"; a[href="y"] { color: red !important }"#,
        r#"[/* c */:comment] [@import:keyword] ["x":string]; [a:tag][[href:property]=["y":string]] { [color:property]: red [!important:keyword] }"#,
    );
}

#[test]
fn scss() {
    check(
        "scss",
        r#"$a: 1px; // c
.b { &:hover { x: $a; } a:hover { y: z } @include m($a); }"#,
        r#"[$a:property]: [1px:number]; [// c:comment]
[.b:meta] { [&:hover:meta] { [x:property]: [$a:property]; } [a:tag][:hover:meta] { [y:property]: z } [@include:keyword] [m:function]([$a:property]); }"#,
    );
}
