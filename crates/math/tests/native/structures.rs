//! Tables, decorations and mistakes, and the trees that they become.

use super::compact::display;
use super::formulas::check;

/// Matrices, cases and arrays.
#[test]
fn tables() {
    check(
        display,
        &[
            (
                r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
                "mrow(‹(↕›mtable(mtr(mtd(a),mtd(b)),mtr(mtd(c),mtd(d)))‹)↕›)",
            ),
            (
                r"\begin{bmatrix} 1 \\ 2 \\ \end{bmatrix}",
                "mrow(‹[↕›mtable(mtr(mtd(1)),mtr(mtd(2)))‹]↕›)",
            ),
            (
                r"\begin{vmatrix} a \end{vmatrix} \begin{smallmatrix} a \end{smallmatrix}",
                "mrow(‹|↕›mtable(mtr(mtd(a)))‹|↕›)mtable[scriptlevel=1](mtr(mtd(a)))",
            ),
            (
                r"\begin{cases} x^2 & \text{if } x \ge 0 \\ -x & \text{else} \end{cases}",
                "mrow(‹{↕›mtable(mtr(mtd[text-align:left](msup(x,2)),mtd[text-align:left](“if␣”x‹≥›0)),mtr(mtd[text-align:left](‹−!›x),mtd[text-align:left](“else”))))",
            ),
            (
                r"\begin{dcases} a & b \end{dcases} \begin{rcases} a \end{rcases}",
                "mrow(‹{↕›mtable[displaystyle=true](mtr(mtd[text-align:left](a),mtd[text-align:left](b))))mrow(mtable(mtr(mtd[text-align:left](a)))‹}↕›)",
            ),
            (
                r"\begin{array}{l|r} a & b \\ \hline c & d \end{array}",
                "mtable(mtr(mtd[text-align:left border-right:0.05em solid border-bottom:0.05em solid](a),mtd[text-align:right border-bottom:0.05em solid](b)),mtr(mtd[text-align:left border-right:0.05em solid](c),mtd[text-align:right](d)))",
            ),
            (
                r"\begin{array}{|*{2}{c}@{}|} \hline a & b \\ \hline \end{array}",
                "mtable(mtr(mtd[border-left:0.05em solid border-top:0.05em solid border-bottom:0.05em solid](a),mtd[border-right:0.05em solid border-top:0.05em solid border-bottom:0.05em solid](b)))",
            ),
        ],
    );
}

/// Aligned equations.
#[test]
fn alignments() {
    check(
        display,
        &[
            (
                r"\begin{aligned} a &= b + c \\ &= -d \end{aligned}",
                "mtable[displaystyle=true](mtr(mtd[text-align:right padding-left:0 padding-right:0](a),mtd[text-align:left padding-left:0 padding-right:0](‹=›b‹+›c)),mtr(mtd[text-align:right padding-left:0 padding-right:0](),mtd[text-align:left padding-left:0 padding-right:0](‹=›‹−!›d)))",
            ),
            (
                r"\begin{align*} a &= b & c &= d \end{align*}",
                "mtable[displaystyle=true](mtr(mtd[text-align:right padding-left:0 padding-right:0](a),mtd[text-align:left padding-left:0 padding-right:0](‹=›b),mtd[text-align:right padding-left:2em padding-right:0](c),mtd[text-align:left padding-left:0 padding-right:0](‹=›d)))",
            ),
            (
                r"\begin{align} a + b \tag{1} \end{align}",
                "mtable[displaystyle=true](mtr(mtd[text-align:right padding-left:0 padding-right:0](a‹+›b⎵“(1)”)))",
            ),
            (
                r"\begin{alignedat}{2} a &= b &\quad c \end{alignedat}",
                "mtable[displaystyle=true](mtr(mtd[text-align:right padding-left:0 padding-right:0](a),mtd[text-align:left padding-left:0 padding-right:0](‹=›b),mtd[text-align:right padding-left:2em padding-right:0](⎵c)))",
            ),
            (
                r"\begin{gather*} a \\ b \end{gather*}",
                "mtable[displaystyle=true](mtr(mtd(a)),mtr(mtd(b)))",
            ),
            (
                r"\begin{split} a &\le b \\[2pt] & + c \end{split}",
                "mtable[displaystyle=true](mtr(mtd[text-align:right padding-left:0 padding-right:0 padding-bottom:calc(0.5ex + 0.200em)](a),mtd[text-align:left padding-left:0 padding-right:0 padding-bottom:calc(0.5ex + 0.200em)](‹≤›b)),mtr(mtd[text-align:right padding-left:0 padding-right:0](),mtd[text-align:left padding-left:0 padding-right:0](‹+›c)))",
            ),
            (
                r"\begin{multline} a \\ b \\ c \end{multline}",
                "mtable[displaystyle=true](mtr(mtd[text-align:left](a)),mtr(mtd(b)),mtr(mtd[text-align:right](c)))",
            ),
            (
                r"\begin{eqnarray} a &=& b \end{eqnarray}",
                "mtable(mtr(mtd[text-align:right](a),mtd(‹=›),mtd[text-align:left](b)))",
            ),
            (
                r"a = b \\ c = d",
                "mtable[displaystyle=true](mtr(mtd(a‹=›b)),mtr(mtd(c‹=›d)))",
            ),
            (
                r"a \\ [0, 1]",
                "mtable[displaystyle=true](mtr(mtd(a)),mtr(mtd(mrow()[0‹,›1])))",
            ),
        ],
    );
}

/// Colours, boxes and strokes.
#[test]
fn decorations() {
    check(
        display,
        &[
            (
                r"\boxed{E = mc^2} \fbox{a}",
                "mrow[border:0.06em solid padding:0.25em](mrow(E‹=›mmsup(c,2)))mrow[border:0.06em solid padding:0.25em](“a”)",
            ),
            (
                r"\color{red} x + \textcolor{blue}{y} z",
                "mstyle[mathcolor=#ff0000](x‹+›mstyle[mathcolor=#0000ff](y)z)",
            ),
            (
                r"{\color{#12ab9f} x} y \textcolor[HTML]{FF0000}{z}",
                "mstyle[mathcolor=#12ab9f](x)ymstyle[mathcolor=#ff0000](z)",
            ),
            (r"\colorbox{yellow}{a}", "“a”"),
            (
                r"\cancel{x} \bcancel{x} \xcancel{x}",
                "mrow[background-image:…](x)mrow[background-image:…](x)mrow[background-image:…](x)",
            ),
            (
                r"\phantom{x} a \! b \hspace{1em} c \kern3mu",
                "mphantom(x)a⎵b⎵c⎵",
            ),
            (
                r"\displaystyle x \textstyle y",
                "mstyle[displaystyle=true scriptlevel=0](xmstyle[displaystyle=false scriptlevel=0](y))",
            ),
        ],
    );
}

/// LaTeX that cannot be parsed.
#[test]
fn refused() {
    check(
        display,
        &[
            (r"\unknown", "none"),
            (r"\frac{a}", "none"),
            ("{a", "none"),
            ("a}", "none"),
            ("a & b", "none"),
            ("x^a^b", "none"),
            (r"\left( a", "none"),
            (r"\begin{matrix} a", "none"),
            (r"\begin{tabular}{c} a \end{tabular}", "none"),
            (r"\ce{H2O}", "none"),
            (r"\def\a{b}\a", "none"),
            ("$x$", "none"),
        ],
    );
}
