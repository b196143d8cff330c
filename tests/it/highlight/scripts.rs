//! Scripts, shells, queries and settings.

use super::check;

#[test]
fn python() {
    check(
        "python",
        r#"def f(self, x: int = 1) -> None:
    """Doc "x".
    """
    return x"#,
        r#"[def:keyword] [f:function]([self:keyword], x: [int:type] = [1:number]) -> [None:constant]:
    ["""Doc "x".
    """:string]
    [return:keyword] x"#,
    );
    check(
        "python",
        r#"x = f"a {b['c']!r:>{w}} {{d}}" + rb'\'' + "y""#,
        r#"x = [f"a :string]{b[['c':string]]!r:>{w}}[ {{d}}":string] + rb['\'':string] + ["y":string]"#,
    );
    check(
        "python",
        r#"s = 'unclosed
t = '''a
b''' # c"#,
        r#"s = ['unclosed:string]
t = ['''a
b''':string] [# c:comment]"#,
    );
    check(
        "python",
        r#"@app.route("/x")
async def g(): await h(1j, 0xFF, 1_000.5)"#,
        r#"[@app.route:meta](["/x":string])
[async:keyword] [def:keyword] [g:function](): [await:keyword] [h:function]([1j:number], [0xFF:number], [1_000.5:number])"#,
    );
    check(
        "python",
        "class A(B): MAX = True; match = re.match(x)",
        "[class:keyword] [A:type]([B:type]): [MAX:constant] = [True:constant]; match = re.[match:function](x)",
    );
    check(
        "python",
        r#"match x:
    case [1]: pass
from . import y"#,
        r#"[match:keyword] x:
    [case:keyword] [[1:number]]: [pass:keyword]
[from:keyword] . [import:keyword] y"#,
    );
    check(
        "python",
        "print(type(a)); a @ b; a@b",
        "[print:function]([type:function](a)); a @ b; a@b",
    );
    check(
        "python",
        r#"f"{x
y = 1"#,
        r#"[f":string]{x
y = [1:number]"#,
    );
}

#[test]
fn ruby() {
    check(
        "ruby",
        r#"def hello?(name)
  puts "Hi #{name["x"]}" unless @a.nil?
end"#,
        r#"[def:keyword] [hello?:function](name)
  puts ["Hi :string]#{name[["x":string]]}[":string] [unless:keyword] [@a:property].nil?
[end:keyword]"#,
    );
    check(
        "ruby",
        r#"a = { key: 1, :b => 2 }; x =~ /a[\/]b/i"#,
        r#"a = { [key:property]: [1:number], [:b:constant] => [2:number] }; x =~ [/a[\/]b/i:string]"#,
    );
    check(
        "ruby",
        "%w[a b].each { |x| y ? 1 : 2 }",
        "[%w[a b]:string].each { |x| y ? [1:number] : [2:number] }",
    );
    check(
        "ruby",
        r#"text = <<~EOS
  it's #{x}
EOS
puts 1"#,
        r#"text = [<<~EOS:string]
[  it's #{x}
EOS:string]
puts [1:number]"#,
    );
    check(
        "ruby",
        "class Foo < Bar; attr_reader :x; end",
        "[class:keyword] [Foo:type] < [Bar:type]; [attr_reader:keyword] [:x:constant]; [end:keyword]",
    );
    check("ruby", "a / b / c", "a / b / c");
}

#[test]
fn shell() {
    check(
        "sh",
        r#"#!/bin/bash
sudo apt-get install -y foo#bar # c"#,
        r#"[#!/bin/bash:comment]
[sudo:keyword] [apt-get:function] install -y foo#bar [# c:comment]"#,
    );
    check(
        "sh",
        r#"for f in *.txt; do echo "$f ${x:-"a"} $(date +%s "x")"; done"#,
        r#"[for:keyword] f [in:keyword] *.txt; [do:keyword] [echo:function] ["$f ${x:-":string]a["} :string]$([date:function] +%s ["x":string])[":string]; [done:keyword]"#,
    );
    check(
        "sh",
        r#"cat <<EOF > a
it's $x
EOF
ls -la"#,
        r#"[cat:function] [<<EOF:string] > a
[it's $x
EOF:string]
[ls:function] -la"#,
    );
    check(
        "sh",
        "FOO=bar export X=1; [ $? -ne 0 ] && exit 1",
        "[FOO:property]=bar [export:keyword] [X:property]=1; [ [$?:property] -ne [0:number] ] && [exit:keyword] [1:number]",
    );
    check(
        "sh",
        r#"echo 'a\' "b\"" \" x"#,
        r#"[echo:function] ['a\':string] ["b\"":string] \" x"#,
    );
    check(
        "sh",
        r#"if true; then
  make -j4 | tee log \
    | grep x
fi"#,
        r#"[if:keyword] [true:function]; [then:keyword]
  [make:function] -j4 | [tee:function] log \
    | [grep:function] x
[fi:keyword]"#,
    );
    check(
        "sh",
        r#"x=$((1 << 2)); y=<<<"z""#,
        r#"[x:property]=$(([1:number] << [2:number])); [y:property]=<<<["z":string]"#,
    );
}

#[test]
fn console() {
    check(
        "console",
        r#"$ npm install
added 5 packages
$ cd x # y"#,
        r#"$ [npm:function] install
[added:function] [5:number] packages
$ [cd:function] x [# y:comment]"#,
    );
}

#[test]
fn powershell() {
    check(
        "powershell",
        "Get-ChildItem -Path $env:X | ForEach-Object { $_.Name }",
        "[Get-ChildItem:function] -Path [$env:property]:X | [ForEach-Object:function] { [$_:property].Name }",
    );
    check(
        "powershell",
        r#"<# a #> IF ($x -eq 'y') { Write-Host "a`" $b $(Get-Date)" }"#,
        r#"[<# a #>:comment] [IF:keyword] ([$x:property] -eq ['y':string]) { [Write-Host:function] ["a`" $b :string]$([Get-Date:function])[":string] }"#,
    );
}

#[test]
fn sql() {
    check(
        "sql",
        "SELECT COUNT(*), name FROM users WHERE x = 'it''s' AND y >= 1.5 -- c",
        "[SELECT:keyword] [COUNT:function](*), name [FROM:keyword] users [WHERE:keyword] x = ['it''s':string] [AND:keyword] y >= [1.5:number] [-- c:comment]",
    );
    check(
        "sql",
        "create table a (id integer primary key, t varchar(10) not null); /* x */",
        "[create:keyword] [table:keyword] a (id [integer:type] [primary:keyword] [key:keyword], t [varchar:type]([10:number]) [not:keyword] [null:constant]); [/* x */:comment]",
    );
}

#[test]
fn php() {
    check(
        "php",
        r#"<?php
function f(string $a): ?int { return $this->list[0]; } // x
?>
<b>hi</b> <?= $x ?>"#,
        r#"[<?php:meta]
[function:keyword] [f:function]([string:type] [$a:property]): ?[int:type] { [return:keyword] [$this:property]->list[[0:number]]; } [// x:comment]
[?>:meta]
[<b>:tag]hi[</b>:tag] [<?=:meta] [$x:property] [?>:meta]"#,
    );
    check(
        "php",
        r#"$a = "x {$b["c"]} $d"; # c
#[Attr]
use App\Models\User;"#,
        r#"[$a:property] = ["x :string]{$b[["c":string]]}[ $d":string]; [# c:comment]
[#[Attr]:meta]
[use:keyword] [App:type]\[Models:type]\[User:type];"#,
    );
    check(
        "php",
        r#"echo <<<EOT
  it's
  EOT;
$x = null;"#,
        r#"[echo:keyword] [<<<EOT:string]
[  it's
  EOT:string];
[$x:property] = [null:constant];"#,
    );
    check(
        "php",
        "<p><?php echo 1 ?></p>",
        "[<p>:tag][<?php:meta] [echo:keyword] [1:number] [?>:meta][</p>:tag]",
    );
}

#[test]
fn lua() {
    check(
        "lua",
        r#"local function f(x) return x .. [[a
b]] end --[[ c
]] -- d"#,
        r#"[local:keyword] [function:keyword] [f:function](x) [return:keyword] x .. [[[a
b]]:string] [end:keyword] [--[[ c
]]:comment] [-- d:comment]"#,
    );
}

#[test]
fn dockerfile() {
    check(
        "dockerfile",
        r#"FROM node:20 AS build
RUN npm ci && npm run build # x
CMD ["node", "a.js"]"#,
        r#"[FROM:keyword] node:20 [AS:keyword] build
[RUN:keyword] [npm:function] ci && [npm:function] run build [# x:comment]
[CMD:keyword] [["node":string], ["a.js":string]]"#,
    );
}

#[test]
fn toml() {
    check(
        "toml",
        r#"[package]
name = "x" # c
version.workspace = true
a = [1, 2.5]
b = { c = 'd' }"#,
        r#"[[package]:meta]
[name:property] = ["x":string] [# c:comment]
[version.workspace:property] = [true:constant]
[a:property] = [[1:number], [2.5:number]]
[b:property] = { [c:property] = ['d':string] }"#,
    );
    check(
        "toml",
        r#"s = """
a
"""
[[bin]]
d = 1979-05-27"#,
        r#"[s:property] = ["""
a
""":string]
[[[bin]]:meta]
[d:property] = [1979:number]-[05:number]-[27:number]"#,
    );
}

#[test]
fn ini() {
    check(
        "ini",
        r#"[core]
; c
	name = it's "x" # y
color.ui=true"#,
        r#"[[core]:meta]
[; c:comment]
	[name:property] = it's ["x":string] [# y:comment]
[color.ui:property]=[true:constant]"#,
    );
}

#[test]
fn yaml() {
    check(
        "yaml",
        r#"a: 1
b:
  - c: "x" # d
  - true
  - e: f: g"#,
        r#"[a:property]: [1:number]
[b:property]:
  - [c:property]: ["x":string] [# d:comment]
  - [true:constant]
  - [e:property]: f: g"#,
    );
    check(
        "yaml",
        r#"run: |
  echo "it's"

  for x: y
next: >-
  text
z: null"#,
        r#"[run:property]: |
[  echo "it's"

  for x: y
:string][next:property]: >-
[  text
:string][z:property]: [null:constant]"#,
    );
    check(
        "yaml",
        r#"k: [a, {b: 1}, "c"]
---
&x y: *x
url: http://a.b/c#d"#,
        r#"[k:property]: [a, {[b:property]: [1:number]}, ["c":string]]
[---:meta]
&x y: *x
[url:property]: http://a.b/c#d"#,
    );
    check(
        "yaml",
        r#""quoted": 'it''s'
- - -5"#,
        r#"["quoted":string]: ['it''s':string]
- - -[5:number]"#,
    );
    check(
        "yaml",
        r#"long: word word word word word word word word word word word word word word word word word word word word 
b: 2"#,
        r#"[long:property]: word word word word word word word word word word word word word word word word word word word word 
[b:property]: [2:number]"#,
    );
}

#[test]
fn json() {
    check(
        "json",
        r#"{"a": [1, "b", {"c": null}], "d": -1.5e+3, "e": true}"#,
        r#"{["a":property]: [[1:number], ["b":string], {["c":property]: [null:constant]}], ["d":property]: -[1.5e+3:number], ["e":property]: [true:constant]}"#,
    );
    check(
        "json",
        r#"// c
{"a\"b": "c: d"}"#,
        r#"[// c:comment]
{["a\"b":property]: ["c: d":string]}"#,
    );
}

#[test]
fn diff() {
    check(
        "diff",
        r#"diff --git a/x b/x
--- a/x
+++ b/x
@@ -1 +1 @@ fn
-old
+new
 same"#,
        r#"[diff --git a/x b/x:meta]
[--- a/x:meta]
[+++ b/x:meta]
[@@ -1 +1 @@ fn:meta]
[-old:deleted]
[+new:inserted]
 same"#,
    );
}
