//! Formulas as models write them, and the trees that they become.

use super::compact::{display, inline};

/// Fails with a list of the formulas that do not become what is expected.
#[track_caller]
pub(crate) fn check(render: fn(&str) -> String, cases: &[(&str, &str)]) {
    let mut wrong = String::new();
    for (latex, expected) in cases {
        let found = render(latex);
        if found != *expected {
            wrong += &format!("{latex}\n  expected {expected}\n  found    {found}\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// The formulas that everyone writes.
#[test]
fn whole_formulas() {
    check(
        display,
        &[
            (
                r"x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}",
                "x‹=›mfrac(mrow(‹−!›b‹±›msqrt(msup(b,2)‹−›4ac)),mrow(2a))",
            ),
            (r"e^{i\pi} + 1 = 0", "msup(e,mrow(iπ))‹+›1‹=›0"),
            (
                r"\int_{-\infty}^{\infty} e^{-x^2}\,dx = \sqrt{\pi}",
                "msubsup(‹∫›,mrow(‹−!›∞),∞)msup(e,mrow(‹−!›msup(x,2)))⎵dx‹=›msqrt(π)",
            ),
            (
                r"\sum_{n=1}^{\infty} \frac{1}{n^2} = \frac{\pi^2}{6}",
                "munderover(‹∑[movablelimits=true]›,mrow(n‹=›1),∞)mfrac(1,msup(n,2))‹=›mfrac(msup(π,2),6)",
            ),
            (
                r"\nabla \times \mathbf{E} = -\frac{\partial \mathbf{B}}{\partial t}",
                "∇[mathvariant=normal]‹×›𝐄‹=›‹−!›mfrac(mrow(∂𝐁),mrow(∂t))",
            ),
            (
                r"P(A \mid B) = \frac{P(B \mid A)\,P(A)}{P(B)}",
                "P(A‹∣›B)‹=›mfrac(mrow(P(B‹∣›A)⎵P(A)),mrow(P(B)))",
            ),
            (
                r"f'(x) = \lim_{h \to 0} \frac{f(x+h) - f(x)}{h}",
                "msup(f,‹′›)(x)‹=›munder(‹lim[lspace=0 rspace=0 movablelimits=true]›,mrow(h‹→›0))‹ƒ›_mfrac(mrow(f(x‹+›h)‹−›f(x)),h)",
            ),
            (r"\mathcal{O}(n \log n)", "𝒪(n_log‹ƒ›_n)"),
            (
                r"i\hbar\frac{\partial}{\partial t}\Psi = \hat{H}\Psi",
                "iℏmfrac(∂,mrow(∂t))Ψ[mathvariant=normal]‹=›mover[accent=true](H,^)Ψ[mathvariant=normal]",
            ),
            (
                r"\forall \varepsilon > 0\ \exists \delta > 0",
                "∀ε‹>›0“␣”∃δ‹>›0",
            ),
            (r"A^\top A \succeq 0", "msup(A,⊤)A‹⪰›0"),
        ],
    );
    check(
        inline,
        &[(
            r"10^{-3}\,\text{m/s}^2",
            "msup(10,mrow(‹−!›3))⎵msup(“m/s”,2)",
        )],
    );
}

/// Fractions, roots, binomials.
#[test]
fn fractions() {
    check(
        display,
        &[
            (
                r"\frac12 \frac ab \frac{a}{\frac{b}{c}}",
                "mfrac(1,2)mfrac(a,b)mfrac(a,mfrac(b,c))",
            ),
            (
                r"\dfrac{1}{2} \tfrac12",
                "mstyle[displaystyle=true scriptlevel=0](mfrac(1,2))mstyle[displaystyle=false scriptlevel=0](mfrac(1,2))",
            ),
            (
                r"\cfrac{1}{1+\cfrac{1}{x}}",
                "mstyle[displaystyle=true scriptlevel=0](mfrac(1,mrow(1‹+›mstyle[displaystyle=true scriptlevel=0](mfrac(1,x)))))",
            ),
            (
                r"\sqrt x \sqrt[3]{x} \sqrt[n+1]{x+1}",
                "msqrt(x)mroot(x,3)mroot(mrow(x‹+›1),mrow(n‹+›1))",
            ),
            (
                r"\binom{n}{k} \tbinom nk",
                "mrow(‹(↕›mfrac[linethickness=0em](n,k)‹)↕›)mrow(‹(↕›mstyle[displaystyle=false scriptlevel=0](mfrac[linethickness=0em](n,k))‹)↕›)",
            ),
            (
                r"{a+b \over c} {n \choose k}",
                "mfrac(mrow(a‹+›b),c)mrow(‹(↕›mfrac[linethickness=0em](n,k)‹)↕›)",
            ),
            (
                r"\genfrac{}{}{0pt}{}{a}{b}",
                "mfrac[linethickness=0em](a,b)",
            ),
        ],
    );
}

/// Scripts and limits.
#[test]
fn scripts() {
    check(
        display,
        &[
            (
                "x_i^2 x^{2}_{i} x_{ij} {}^{14}C",
                "msubsup(x,i,2)msubsup(x,i,2)msub(x,mrow(ij))msup(mrow(),14)C",
            ),
            (
                r"\sum_{i=1} ^{n} x_ 1",
                "munderover(‹∑[movablelimits=true]›,mrow(i‹=›1),n)msub(x,1)",
            ),
            (
                r"\lim_{x \to 0^+} \max_{i} a_i",
                "munder(‹lim[lspace=0 rspace=0 movablelimits=true]›,mrow(x‹→›msup(0,‹+›)))‹ƒ›_munder(‹max[lspace=0 rspace=0 movablelimits=true]›,i)‹ƒ›_msub(a,i)",
            ),
            (
                r"\sum_{\substack{i<n \\ j<m}} a",
                "munder(‹∑[movablelimits=true]›,mtable(mtr(mtd[padding:0](i‹<›n)),mtr(mtd[padding:0](j‹<›m))))a",
            ),
            (
                "f' f'' f''' f'_n f'^2 f''''' x_1'",
                "msup(f,‹′›)msup(f,‹″›)msup(f,‹‴›)msubsup(f,n,‹′›)msup(f,mrow(‹′›2))msup(f,mrow(‹′›‹′›‹′›‹′›‹′›))msubsup(x,1,‹′›)",
            ),
            (
                r"\underset{x}{\min} \overset{!}{=} \stackrel{def}{=}",
                "munder(‹min[lspace=0 rspace=0 movablelimits=false]›,x)mover(‹=›,!)mover(‹=›,mrow(def))",
            ),
            (
                r"\underbrace{a+b}_{n} \overbrace{a}^{\text{all}}",
                "munder(munder[accentunder=true](mrow(a‹+›b),‹⏟↕›),n)mover(mover[accent=true](a,‹⏞↕›),“all”)",
            ),
            (
                r"\xrightarrow[b]{a} \xleftrightarrow{ab}",
                "munderover(‹→›,b,a)mover(‹↔›,mrow(ab))",
            ),
        ],
    );
    check(
        inline,
        &[(
            r"\sum_{i=1}^n \int_0^1 \int\limits_a^b \sum\nolimits_k",
            "munderover(‹∑[movablelimits=true]›,mrow(i‹=›1),n)msubsup(‹∫›,0,1)munderover(‹∫[movablelimits=false]›,a,b)msub(‹∑›,k)",
        )],
    );
}

/// Accents.
#[test]
fn accents() {
    check(
        display,
        &[
            (
                r"\hat{x} \bar x \vec{v} \dot{x} \ddot x \tilde{x}",
                "mover[accent=true](x,^)mover[accent=true](x,‹‾↕›)mover[accent=true](v,→)mover[accent=true](x,˙)mover[accent=true](x,¨)mover[accent=true](x,~)",
            ),
            (
                r"\widehat{ab} \widetilde{ab} \overline{AB} \underline{ab} \overrightarrow{AB}",
                "mover[accent=true](mrow(ab),‹^↕›)mover[accent=true](mrow(ab),‹~↕›)mrow[border-top:0.05em solid padding-top:0.1em](mrow(AB))mrow[border-bottom:0.05em solid padding-bottom:0.1em](mrow(ab))mover[accent=true](mrow(AB),‹→↕›)",
            ),
            (
                r"\hat{\imath} \vec{\mathbf{v}}",
                "mover[accent=true](ı,^)mover[accent=true](𝐯,→)",
            ),
        ],
    );
}

/// The space around operators.
#[test]
fn operators() {
    check(
        display,
        &[
            (r"a + b a - b a \cdot b a / b", "a‹+›ba‹−›ba‹⋅›ba‹/!›b"),
            ("-a + -b", "‹−!›a‹+›‹−!›b"),
            (
                "a = -b (-a) a^{-} {+}",
                "a‹=›‹−!›b(‹−!›a)msup(a,mrow(‹−!›))mrow(‹+!›)",
            ),
            (
                r"a := b a \coloneqq b a <= b",
                "a‹:[lspace=0.2778em rspace=0]›‹=[lspace=0]›ba‹≔›ba‹<[rspace=0]›‹=[lspace=0]›b",
            ),
            (
                r"f\colon A \to B f: A",
                "f‹:›A‹→›Bf‹:[lspace=0.2778em rspace=0.2778em]›A",
            ),
            ("a, b; c 3.14", "a‹,›b‹;›c3.14"),
            (r"n! |x| \|x\| \{x\}", "n!|x|∥x∥{x}"),
            (
                r"\not= \not\in a \neq b \nmid",
                "‹≠[rspace=0]›‹∉[lspace=0]›a‹≠›b‹∤›",
            ),
            ("a − b", "a‹−›b"),
            (
                r"a \bmod b a \pmod{n} \gcd(a, b)",
                "a⎵mod⎵ba⎵mrow((mod‹ƒ›_n))_gcd‹ƒ›(a‹,›b)",
            ),
        ],
    );
}

/// Functions.
#[test]
fn functions() {
    check(
        display,
        &[
            (
                r"\sin x \sin(x) \sin^2 \theta 2\sin x\cos y",
                "sin‹ƒ›_x_sin‹ƒ›(x)_msup(sin,2)‹ƒ›_θ2_sin‹ƒ›_x_cos‹ƒ›_y",
            ),
            (
                r"\log_2 n \ln\ln n \exp\left(x\right)",
                "msub(log,2)‹ƒ›_n_ln‹ƒ›_ln‹ƒ›_n_exp‹ƒ›_mrow(‹(↕›x‹)↕›)",
            ),
            (
                r"\operatorname{rank} A \operatorname{arg\,min} x",
                "rank‹ƒ›_A_arg min‹ƒ›_x",
            ),
            (
                r"\operatorname*{argmax}_x f",
                "munder(‹argmax[lspace=0 rspace=0 movablelimits=false]›,x)‹ƒ›_f",
            ),
            (
                r"\mathop{\mathrm{argmax}}_x \argmin_y",
                "munder(‹argmax[lspace=0 rspace=0 movablelimits=false]›,x)‹ƒ›_munder(‹arg min[lspace=0 rspace=0 movablelimits=false]›,y)",
            ),
        ],
    );
    check(
        inline,
        &[(r"\operatorname*{argmax}_x f", "msub(argmax,x)‹ƒ›_f")],
    );
}

/// Numbers.
#[test]
fn numbers() {
    check(
        display,
        &[(
            "3.14 1,000 1,234,567.8 {1,2,3} (0,1) 1{,}000",
            "3.141,0001,234,567.8mrow(1‹,›2‹,›3)(0‹,›1)1‹,!›000",
        )],
    );
}

/// Alphabets.
#[test]
fn alphabets() {
    check(
        display,
        &[
            (
                r"\alpha\beta\gamma\Gamma\Omega\varepsilon\mu",
                "αβγΓ[mathvariant=normal]Ω[mathvariant=normal]εμ",
            ),
            (r"\mathbb{R}\mathbb{NZQC}\mathbb 1 \R", "ℝmrow(ℕℤℚℂ)𝟙ℝ"),
            (
                r"\mathcal{L}\mathcal{ABE} \mathscr{L} \mathfrak{g}",
                "ℒmrow(𝒜ℬℰ)ℒ𝔤",
            ),
            (
                r"\mathbf{x}\mathbf{AB1}\boldsymbol{\alpha\Gamma x1} \bm{v}",
                "𝐱mrow(𝐀𝐁𝟏)mrow(𝜶𝚪𝒙𝟏)𝒗",
            ),
            (
                r"\mathrm{d}x \mathrm{kg} \mathrm{Var}(X) {\rm d}x",
                "d[mathvariant=normal]xkgVar(X)d[mathvariant=normal]x",
            ),
            (r"\mathsf{A}\mathtt{a}\mathit{h}", "𝖠𝚊ℎ"),
            (
                r"\nabla\partial\infty\hbar\ell",
                "∇[mathvariant=normal]∂∞ℏℓ",
            ),
        ],
    );
}

/// Texts.
#[test]
fn texts() {
    check(
        display,
        &[
            (r"x \text{ if } y \text{ otherwise}", "x“␣if␣”y“␣otherwise”"),
            (
                r"\text{a $x>0$ b} \text{50\% of \{a\}} \text{don't}",
                "mrow(“a␣”mrow(x‹>›0)“␣b”)“50% of {a}”“don't”",
            ),
            (
                r"\textbf{a} \textit{b} \texttt{c} \mbox{d}",
                "“a”[font-weight:bold]“b”[font-style:italic]“c”[font-family:monospace]“d”",
            ),
            (r"\text{\textbf{a} \emph{b}~c}", "“a b␣c”"),
            (r"a~b \ c \quad d", "a“␣”b“␣”c⎵d"),
            ("50% of it", "50%ofit"),
            ("a % a comment", "a%acomment"),
        ],
    );
}

/// Delimiters.
#[test]
fn delimiters() {
    check(
        display,
        &[
            (
                r"\left( \frac{a}{b} \right] \left\{ x \right. \left\lvert y \right\rvert",
                "mrow(‹(↕›mfrac(a,b)‹]↕›)mrow(‹{↕›x)mrow(‹|↕›y‹|↕›)",
            ),
            (
                r"\left\langle \psi \middle| \phi \right\rangle",
                "mrow(‹⟨↕›ψ‹|[lspace=0.2em rspace=0.2em stretchy=true]›ϕ‹⟩↕›)",
            ),
            (
                r"\left( x \rightarrow 0, y \leftarrow 1 \right)",
                "mrow(‹(↕›x‹→›0‹,›y‹←›1‹)↕›)",
            ),
            (r"\left< x \right>", "mrow(‹⟨↕›x‹⟩↕›)"),
            (
                r"\big( \Bigl[ \bigg| \Biggr\}",
                "‹([stretchy=true symmetric=true minsize=1.2em maxsize=1.2em]›‹[[stretchy=true symmetric=true minsize=1.8em maxsize=1.8em]›‹|[lspace=0 rspace=0 stretchy=true symmetric=true minsize=2.4em maxsize=2.4em]›‹}[stretchy=true symmetric=true minsize=3em maxsize=3em]›",
            ),
            (
                r"\lfloor x \rfloor \lceil x \rceil \lVert x \rVert",
                "⌊x⌋⌈x⌉‖x‖",
            ),
            (
                r"\abs{x} \norm{v} \bra{a}\ket{b}",
                "mrow(‹|↕›x‹|↕›)mrow(‹‖↕›v‹‖↕›)mrow(⟨a|)mrow(|b⟩)",
            ),
        ],
    );
}
