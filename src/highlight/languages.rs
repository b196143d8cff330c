//! The descriptions of the languages.
//!
//! [`Language`](super::language::Language) describes their format. Words keep the same order
//! wherever they can, so that they compress well.

pub(super) const LANGUAGES: &str = r###"
ncjs javascript js jsx mjs node tsx
pts typescript
kbreak case catch class const continue default delete do else enum extends finally for if implements import instanceof interface new package private protected public return static super switch this throw try void while yield
kasync await export function in let typeof var with
sabstract as declare from get infer is keyof module namespace of override readonly satisfies set type
tany boolean never number object string symbol unknown
cfalse null true undefined
x$
hCTARXK
///
*/*~*/
-"
-'
=`~`~\~${
njava
kabstract break case catch class const continue default do else enum extends final finally for if implements import instanceof interface new package private protected public return static super switch synchronized this throw throws try while yield
spermits record sealed var when with
tboolean byte char double float int long short void
cfalse null true
hCTA
///
*/*~*/
="""
-"
-'
nc++ cc cpp cxx hpp
pc h objc objective-c objectivec
kauto break case const continue default do else enum extern for goto if inline return sizeof static struct switch typedef union volatile while
Kcatch class delete explicit export final friend import module namespace new noexcept operator override private protected public template this throw try typename using virtual
Kconstexpr dynamic_cast mutable reinterpret_cast static_assert static_cast
tbool char double float int long short signed unsigned void wchar_t
cNO NULL YES false nil nullptr true
hCTPGJ
///
*/*~*/
=R"(~)"~
-"
-'
nc# cs csharp dotnet
kabstract break case catch class const continue default do else enum finally for if interface namespace new operator override private protected public return static switch this throw try typeof virtual void while yield
kas async await base event foreach in internal is lock out params readonly ref sealed struct using when where
sfrom get init partial record required select set var with
tbool byte char decimal double float int long object sbyte short string uint ulong ushort void
cfalse null true
hCPN
///
*/*~*/
=$"""~"""~~{
="""~"""~
=$@"~"~"~{
=@"~"~"
-$"~"~\~{
-"
-'
ngo golang
kbreak case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var
tany bool byte error float32 float64 int int32 int64 int8 rune string uint uint32 uint64 uint8
cfalse iota nil true
hK
///
*/*~*/
-"
-'
=`~`~
nrs rust
kas async await break const continue crate dyn else enum extern fn for if impl in let loop match mod move mut pub ref return self static struct super trait type unsafe use where while
tSelf bool char f32 f64 i128 i16 i32 i64 i8 isize str u128 u16 u32 u64 u8 usize
cfalse true
hCTHMK
///
+/*~*/
##[~]
##![~]
=br#"~"#~
=r##"~"##~
=r#"~"#~
=r"~"~
=b"~"~\
="
^~'~\
ngradle groovy kotlin kt kts
kabstract break catch class const continue do else enum final finally for if import inline interface internal new object open operator out override package private protected public return sealed super this throw try while
kas companion data def extends fun implements in init inner is lateinit static suspend throws typealias val var vararg when
sannotation by constructor get set where
tboolean byte char double float int long short void
cfalse null true
hCTA
///
*/*~*/
="""~"""~~${
-"~"~\~${
-'
nswift
kas async await break case catch class continue default defer do else enum extension final for func guard if import in init inout internal is lazy let mutating open operator override private protocol public repeat required return self some static struct subscript super switch throw throws try typealias var weak where while
sactor any get set
cfalse nil true
hCTANP
///
+/*~*/
=#"~"#~
="""~"""~\~\(
-"~"~\~\(
nphp
kabstract as break case catch class const continue default do else enum extends final finally for if implements instanceof interface namespace new private protected public readonly return static switch throw trait try use while yield
kand echo elseif fn foreach function global include list match or print require require_once
sfrom
tarray bool float int object string void
cFALSE NULL TRUE false null true
hCDGWF
///
##[~]
/#
*/*~*/
="~"~\~{$
='
njson json5 jsonc jsonl
cfalse null true
hQK
///
*/*~*/
-"
-'
npy python python3
kand as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return self try while with yield
scase match type
tbool bytes dict float int list object set str tuple
cFalse None True __name__
hCTA
/#
=f"""~"""~\~{
=f'''~'''~\~{
-f"~"~\~{
-f'~'~\~{
="""
='''
-"
-'
nrb ruby
kalias and attr_accessor attr_reader begin break case class def do else elsif end extend for if in include module next not or private protected public raise require require_relative rescue return self super then unless until when while yield
cfalse nil true
hCTRYWNKL
/#
="~"~\~#{
='
=`
=%w[~]
=%i[~]
ndocker dockerfile
pbash console make makefile sh shell shellscript zsh
kbreak case continue do done elif else esac exit export fi for function if in local readonly return select set source sudo then unset until while
KADD ARG AS CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL RUN SHELL USER VOLUME WORKDIR as
x-./+@:,~%
hSDOWL
/#
="~"~\~$(
='~'~
$${~}
npowershell ps pwsh
kbegin break catch class continue do else elseif end enum exit filter finally for foreach from function if in param process return static switch throw try until using while
x-
hIDVP
*<#~#>
=@"~"@~~$(
=@'~'@~
="~"~`~$(
='~'~
/#
nmariadb mysql pgsql plsql postgres postgresql psql sql sqlite tsql
kadd all alter and as asc begin between by cascade case check column commit constraint create cross current_timestamp declare default delete desc distinct drop else end execute exists for foreign from full grant group having if in index inner insert into is join key left like limit not offset on or order outer over partition primary references replace return returning right rollback select set table temporary then to transaction union unique update using values view when where window with
tarray bigint boolean char date datetime decimal float int integer json numeric text timestamp varchar
cfalse null true
hI
/--
*/*~*/
='~'~
="~"~
-`
ntoml
cfalse inf nan true
x-.
hE
/#
="""
='''~'''~
-"
-'~'~
@[
ncfg conf dotenv env ini properties
cFalse True false no null off on true yes
x-.
hEO
/#
/;
-"
@[
nyaml yml
cfalse no null off on true yes
x-./$
hEO[
/#
@---
-"
-'
nlua luau
kand break do else elseif end for function goto if in local not or repeat return self then until while
cfalse nil true
h
*--[[~]]
/--
-"
-'
=[[~]]~
nhtml xml svg vue xaml
hU
*<!--~-->
_<![~]]>
!<!~>
!<?~?>
="~"~
='~'~
ncss
pless sass scss
x-
hZO
-url(~)~\
*/*~*/
-"
-'
///
ndiff patch
hB
@+++ 
@--- 
@@@
@diff 
@index 
>+
>>
<-
<<
"###;
