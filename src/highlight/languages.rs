//! The descriptions of languages that came from C, and of those of the web.
//!
//! [`Language`](super::language::Language) says how they are written.

pub(super) const LANGUAGES: &str = r##"
n cts mts ts tsx typescript
p cjs javascript js jsx mjs node
k await break case catch class const continue debugger default delete do else export extends
k finally for function if import in instanceof let new return static super switch this throw
k try typeof var void while with yield
+ enum implements interface private protected public readonly
s abstract as asserts async declare from get infer is keyof module namespace of override
s satisfies set type unique
* any bigint boolean never number object string symbol unknown
c Infinity NaN false null true undefined
l //
b /* */
q -" -' =`~`~\~${
x $
h CTARXK
n java
k abstract assert break case catch class const continue default do else enum extends final
k finally for goto if implements import instanceof interface native new package private
k protected public return static strictfp super switch synchronized this throw throws
k transient try volatile while yield
s exports module non-sealed open opens permits provides record requires sealed to uses var
s when with
t boolean byte char double float int long short void
c false null true
l //
b /* */
q =""" -" -'
h CTA
n arduino c++ cc cpp cuda cxx hh hpp hxx ino
p c h objc objective-c objectivec
k auto break case const continue default do else enum extern for goto if inline register
k restrict return sizeof static struct switch typedef union volatile while
+ alignas alignof and asm catch class co_await co_return co_yield concept const_cast consteval
+ constexpr constinit decltype delete dynamic_cast explicit export final friend import module
+ mutable namespace new noexcept not operator or override private protected public
+ reinterpret_cast requires static_assert static_cast template this thread_local throw try
+ typeid typename using virtual
t bool char double float int long short signed unsigned void wchar_t
c NO NULL YES false nil nullptr true
l //
b /* */
q -" -'
h CTPUGJ^
n c# cs csharp dotnet
k abstract as async await base break case catch checked class const continue default delegate
k do else enum event explicit extern finally fixed for foreach goto if implicit in interface
k internal is lock namespace new operator out override params private protected public
k readonly ref return sealed sizeof stackalloc static struct switch this throw try typeof
k unchecked unsafe using virtual volatile when where while yield
s add alias ascending by descending equals from get global group init into join let not on or
s orderby partial record remove required select set unmanaged var with
t bool byte char decimal double dynamic float int long nint nuint object sbyte short string
t uint ulong ushort void
c false null true
l //
b /* */
q =$"""~"""~~{ ="""~"""~ =$@"~"~"~{ =@$"~"~"~{ =@"~"~" -$"~"~\~{ -" -'
h CPN
n go golang
k break case chan const continue default defer else fallthrough for func go goto if import
k interface map package range return select struct switch type var
t any bool byte comparable complex128 complex64 error float32 float64 int int16 int32 int64
t int8 rune string uint uint16 uint32 uint64 uint8 uintptr
c false iota nil true
l //
b /* */
q -" -' =`~`~
h K
n rs rust
k as async await break const continue crate dyn else enum extern fn for if impl in let loop
k match mod move mut pub ref return self static struct super trait type unsafe use where while
s auto default macro_rules union
t Self bool char f32 f64 i128 i16 i32 i64 i8 isize str u128 u16 u32 u64 u8 usize
c false true
l //
b /* */
q ="
h CTBHMKZ]
n gradle groovy kotlin kt kts
k abstract as break catch class companion const continue crossinline def do else enum extends
k final finally for fun if import in infix inline inner interface internal is lateinit new
k noinline object open operator out override package private protected public reified return
k sealed static super suspend tailrec this throw try typealias val var vararg when while
s actual annotation by constructor data delegate expect external field file get init set value
s where
t boolean byte char double float int long short void
c false null true
l //
b /* */
q ="""~"""~~${ -"~"~\~${ -'
h CTAZ
n dart
k abstract as assert async await base break case catch class const continue covariant default
k deferred do else enum export extends extension external factory final finally for if
k implements import in interface is late library mixin new on operator part required rethrow
k return sealed static super switch sync this throw try typedef var when while with yield
s get hide of set show
t bool double dynamic int num void
c false null true
l //
b /* */
q ="""~"""~\~${ ='''~'''~\~${ -"~"~\~${ -'~'~\~${
h CTAN_
n sbt sc scala
k abstract case catch class def do else enum export extends final finally for forSome given if
k implicit import lazy match new object override package private protected return sealed super
k then this throw trait try type val var while with yield
s as derives end extension infix inline opaque open transparent using
c Nil None false null true
l //
b /* */
q ="""~"""~~${ -"~"~\~${
h CTAHZ
n swift
k actor as associatedtype async await break case catch class continue convenience default
k defer deinit didSet do dynamic else enum extension fallthrough fileprivate final for func
k guard if import in indirect infix init inout internal is lazy let mutating nonisolated
k nonmutating open operator optional override postfix precedencegroup prefix private protocol
k public repeat required rethrows return self some static struct subscript super switch throw
k throws try typealias unowned var weak where while willSet
s any get macro of set
t Self
c false nil true
l //
b /* */
q =#"~"#~ ="""~"""~\~\( -"~"~\~\(
h CTANPZ
n php php7 php8 phtml
k abstract and as break callable case catch class clone const continue declare default do echo
k else elseif empty enddeclare endfor endforeach endif endswitch endwhile enum eval exit
k extends final finally fn for foreach function global goto if implements include include_once
k instanceof insteadof interface isset list match namespace new or print private protected
k public readonly require require_once return static switch throw trait try unset use while
k xor yield
s from
t array bool float int iterable mixed never object string void
c FALSE NULL TRUE false null true
l // #
b /* */
q ="~"~\~{$ =' =`
h CDBGWFN
n geojson ipynb json json5 jsonc jsonl ndjson webmanifest
c Infinity NaN false null true undefined
l //
b /* */
q -" -'
h QK
"##;
