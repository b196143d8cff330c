//! Commands by name: which ones pass unchanged, which are rewritten, and which are refused.

use super::{BOX, CANCEL, CANCEL_BOTH, CANCEL_DOWN, Opener, PHANTOM, Source, text};

/// Commands that are rewritten as others.
const ALIASES: [(&str, &str); 60] = [
    // The parser mistakes the start of these for `\left` or `\right`.
    ("leftarrow", "←"),
    ("rightarrow", "→"),
    ("leftrightarrow", "↔"),
    ("leftharpoonup", "↼"),
    ("leftharpoondown", "↽"),
    ("rightharpoonup", "⇀"),
    ("rightharpoondown", "⇁"),
    ("leftrightharpoons", "⇋"),
    ("rightleftharpoons", "⇌"),
    ("leftleftarrows", "⇇"),
    ("rightrightarrows", "⇉"),
    ("leftrightarrows", "⇆"),
    ("rightleftarrows", "⇄"),
    ("rightsquigarrow", "⇝"),
    ("leftrightsquigarrow", "↭"),
    ("leftarrowtail", "↢"),
    ("rightarrowtail", "↣"),
    ("leftthreetimes", "⋋"),
    ("rightthreetimes", "⋌"),
    // From packages, KaTeX and common usage.
    ("R", r"{\mathbb{R}}"),
    ("N", r"{\mathbb{N}}"),
    ("Z", r"{\mathbb{Z}}"),
    ("Q", r"{\mathbb{Q}}"),
    ("C", r"{\mathbb{C}}"),
    ("Bbb", r"\mathbb"),
    ("mathds", r"\mathbb"),
    ("mathscr", r"\mathcal"),
    ("bm", r"\boldsymbol"),
    ("pmb", r"\boldsymbol"),
    ("bold", r"\mathbf"),
    ("frak", r"\mathfrak"),
    ("colon", r"\mathpunct{:}"),
    ("hdots", r"\ldots"),
    ("space", r"\ "),
    ("bgroup", "{"),
    ("dddot", r"\overset{...}"),
    ("toprule", r"\hline"),
    ("midrule", r"\hline"),
    ("bottomrule", r"\hline"),
    ("argmax", r"\operatorname*{arg max}"),
    ("argmin", r"\operatorname*{arg min}"),
    ("plim", r"\operatorname*{plim}"),
    ("esssup", r"\operatorname*{ess sup}"),
    ("injlim", r"\operatorname*{inj lim}"),
    ("projlim", r"\operatorname*{proj lim}"),
    ("arccot", r"\operatorname{arccot}"),
    ("arcsec", r"\operatorname{arcsec}"),
    ("arccsc", r"\operatorname{arccsc}"),
    ("arsinh", r"\operatorname{arsinh}"),
    ("arcosh", r"\operatorname{arcosh}"),
    ("artanh", r"\operatorname{artanh}"),
    ("sech", r"\operatorname{sech}"),
    ("csch", r"\operatorname{csch}"),
    ("sh", r"\operatorname{sh}"),
    ("ch", r"\operatorname{ch}"),
    ("tg", r"\operatorname{tg}"),
    ("Tr", r"\operatorname{Tr}"),
    ("tr", r"\operatorname{tr}"),
    ("rank", r"\operatorname{rank}"),
    ("erf", r"\operatorname{erf}"),
];

/// Extensible arrows that the parser lacks.
const ARROWS: [(&str, char); 9] = [
    ("xleftrightarrow", '↔'),
    ("xRightarrow", '⇒'),
    ("xLeftarrow", '⇐'),
    ("xLeftrightarrow", '⇔'),
    ("xmapsto", '↦'),
    ("xhookrightarrow", '↪'),
    ("xhookleftarrow", '↩'),
    ("xrightleftharpoons", '⇌'),
    ("xleftrightharpoons", '⇋'),
];

impl Source<'_> {
    pub(super) fn word(&mut self, word: &str) -> Option<()> {
        match word {
            // A macro could expand to a megabyte, and none outlives its formula anyway.
            "def" | "gdef" | "edef" | "xdef" | "let" | "futurelet" | "newcommand"
            | "renewcommand" | "providecommand" => return None,
            // The parser can panic on unexpected arguments of these.
            "char" | "buildrel" => return None,
            "begin" => return self.begin(),
            "end" => return self.end(),
            "left" => return self.left(),
            "right" => return self.right(),
            "middle" | "big" | "Big" | "bigg" | "Bigg" | "bigl" | "Bigl" | "biggl" | "Biggl"
            | "bigr" | "Bigr" | "biggr" | "Biggr" | "bigm" | "Bigm" | "biggm" | "Biggm" => {
                self.put(word);
                self.delimiter();
            }
            "over" | "atop" | "choose" => return self.over(word),
            "begingroup" => {
                self.out.push('{');
                return self.open(Opener::Brace);
            }
            "endgroup" | "egroup" => {
                self.close(Opener::Brace)?;
                self.out.push('}');
            }
            "text" | "mbox" | "hbox" | "textnormal" | "textup" | "textmd" | "textsc" => {
                return self.text("text");
            }
            "textrm" | "textbf" | "textsf" | "texttt" => return self.text(word),
            "textit" | "emph" | "textsl" => return self.text("textit"),
            "fbox" => {
                self.decorate(BOX);
                return self.text("text");
            }
            "operatorname" | "operatornamewithlimits" => return self.operator(word),
            "mathop" => return self.big_operator(),
            "sqrt" => return self.root(),
            "tag" => return self.tag(),
            "color" | "textcolor" | "colorbox" | "fcolorbox" => return self.color(word),
            "label" | "vspace" | "cline" => {
                self.star();
                self.raw_argument()?;
            }
            "hspace" => {
                self.star();
                self.put(word);
            }
            "boxed" => self.decorate(BOX),
            "phantom" | "hphantom" | "vphantom" => self.decorate(PHANTOM),
            "cancel" => self.decorate(CANCEL),
            "bcancel" => self.decorate(CANCEL_DOWN),
            "xcancel" | "sout" => self.decorate(CANCEL_BOTH),
            "abs" | "norm" | "bra" | "ket" | "braket" | "set" => return self.fenced(word),
            "mod" | "pod" => return self.modulo(word),
            "relax" | "nonumber" | "notag" | "displaylimits" | "allowbreak" | "nobreak"
            | "noindent" | "protect" | "ensuremath" | "smash" | "mathclap" | "mathllap"
            | "mathrlap" | "llap" | "rlap" | "normalsize" | "small" | "footnotesize"
            | "scriptsize" | "tiny" | "large" | "Large" | "LARGE" | "huge" | "Huge" | "hfill"
            | "hfil" => self.out.push(' '),
            word => return self.other(word),
        }
        Some(())
    }

    /// Writes a command unchanged.
    fn put(&mut self, word: &str) {
        self.out.push('\\');
        self.out.push_str(word);
        // The next character may become a letter.
        self.out.push(' ');
    }

    fn other(&mut self, word: &str) -> Option<()> {
        if let Some((_, arrow)) = ARROWS.iter().find(|(name, _)| *name == word) {
            return self.arrow(*arrow);
        }
        let Some((_, meant)) = ALIASES.iter().find(|(name, _)| *name == word) else {
            self.put(word);
            return Some(());
        };
        match meant.strip_prefix(r"\operatorname*") {
            Some(name) => {
                self.out.push_str(r"\operatorname");
                self.out.push_str(name);
                self.limits();
            }
            None if *meant == "{" => {
                self.out.push('{');
                return self.open(Opener::Brace);
            }
            None => self.out.push_str(meant),
        }
        self.out.push(' ');
        Some(())
    }

    fn star(&mut self) -> bool {
        let rest = self.rest.strip_prefix('*');
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Puts the element that follows under the stand-in for a decoration.
    fn decorate(&mut self, sign: char) {
        self.out.push_str(r"\overset ");
        self.out.push(sign);
    }

    fn left(&mut self) -> Option<()> {
        self.out.push_str(r"\left");
        self.delimiter();
        // Takes the delimiter here, or it would be read as something else.
        self.take_delimiter()?;
        self.open(Opener::Left)
    }

    fn right(&mut self) -> Option<()> {
        self.close(Opener::Left)?;
        self.out.push_str(r"\right");
        self.delimiter();
        self.take_delimiter()
    }

    fn take_delimiter(&mut self) -> Option<()> {
        if self.out.ends_with(' ') {
            return Some(());
        }
        if matches!(self.peek(), Some('{' | '%')) {
            return None;
        }
        let delimiter = self.raw_argument()?;
        self.out.push_str(delimiter);
        // Ends the control word.
        if delimiter.len() > 1 && delimiter.ends_with(|c: char| c.is_ascii_alphabetic()) {
            self.out.push(' ');
        }
        Some(())
    }

    /// Rewrites `<` and `>`, which people type for angle brackets.
    fn delimiter(&mut self) {
        self.skip_spaces();
        let angle = match self.peek() {
            Some('<') => r"\langle ",
            Some('>') => r"\rangle ",
            _ => return,
        };
        self.next();
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push_str(angle);
    }

    /// Rewrites `{a \over b}`: everything since the level started becomes the numerator.
    fn over(&mut self, word: &str) -> Option<()> {
        let level = self.levels.last_mut()?;
        if level.is_fraction || level.opener == Opener::Environment {
            return None;
        }
        level.is_fraction = true;
        let command = match word {
            "over" => r"\frac{",
            "choose" => r"\binom{",
            _ => r"\genfrac{}{}{0pt}{}{",
        };
        self.out.insert_str(level.start, command);
        self.out.push_str("}{");
        Some(())
    }

    fn operator(&mut self, word: &str) -> Option<()> {
        let has_limits = self.star() || word != "operatorname";
        let name = text::plain(self.raw_argument()?);
        self.put_text("operatorname", name.trim());
        if has_limits {
            self.limits();
        }
        Some(())
    }

    /// Adds `\limits` in a display formula, since the parser cannot move limits with the style.
    fn limits(&mut self) {
        if self.display {
            self.out.push_str(r"\limits ");
        }
    }

    fn big_operator(&mut self) -> Option<()> {
        let raw = self.raw_argument()?;
        let name = text::plain(raw);
        let is_name = name.chars().all(|c| c.is_ascii_alphabetic() || c == ' ');
        if is_name && !name.trim().is_empty() {
            self.put_text("operatorname", name.trim());
            self.limits();
        } else if raw.chars().count() == 1 && !raw.contains(['%', '\\', '#', '$', '&']) {
            self.put_text("mathop", raw);
        } else {
            let inner = self.inner(raw)?;
            self.out.push_str(&format!("{{{inner}}}"));
        }
        Some(())
    }

    fn root(&mut self) -> Option<()> {
        self.out.push_str(r"\sqrt ");
        if let Some(index) = self.raw_option()? {
            let index = self.inner(index)?;
            // In braces, because the parser takes only one element of the index.
            self.out.push_str(&format!("[{{{index}}}]"));
        }
        Some(())
    }

    fn tag(&mut self) -> Option<()> {
        let is_bare = self.star();
        let tag = text::plain(self.raw_argument()?);
        let tag = if is_bare { tag } else { format!("({tag})") };
        self.out.push_str(r"\qquad ");
        self.put_text("text", &tag);
        Some(())
    }

    /// Keeps the colour of text. A coloured box is left out: it could hide text, whose colour the
    /// page decides.
    fn color(&mut self, word: &str) -> Option<()> {
        let model = self.raw_option()?;
        let mut color = self.raw_argument()?.trim().to_owned();
        if model == Some("HTML") {
            color.insert(0, '#');
        }
        let is_plain = color
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'#');
        let is_known = matches!(model, None | Some("HTML" | "named")) && is_plain;
        match word {
            "colorbox" => return self.text("text"),
            "fcolorbox" => {
                self.raw_argument()?;
                self.decorate(BOX);
                return self.text("text");
            }
            _ if is_known => self.put_text(word, &color),
            _ => {}
        }
        Some(())
    }

    fn fenced(&mut self, word: &str) -> Option<()> {
        self.star();
        let inner = self.argument()?;
        let (open, close) = match word {
            "abs" => (r"\left|", r"\right|"),
            "norm" => (r"\left\|", r"\right\|"),
            "bra" => (r"\langle ", "|"),
            "ket" => ("|", r"\rangle "),
            "braket" => (r"\langle ", r"\rangle "),
            _ => (r"\{", r"\}"),
        };
        self.out.push_str(&format!("{{{open}{inner}{close}}}"));
        Some(())
    }

    fn modulo(&mut self, word: &str) -> Option<()> {
        let inner = self.argument()?;
        self.out.push_str(&match word {
            "mod" => format!(r"\quad\operatorname{{mod}}{inner}"),
            _ => format!(r"\quad({inner})"),
        });
        Some(())
    }

    fn arrow(&mut self, arrow: char) -> Option<()> {
        let below = match self.raw_option()? {
            Some(below) => Some(self.inner(below)?),
            None => None,
        };
        let above = self.argument()?;
        let with_above = format!(r"\overset{above}{arrow}");
        match below {
            Some(below) => self
                .out
                .push_str(&format!(r"\underset{{{below}}}{{{with_above}}}")),
            None => self.out.push_str(&with_above),
        }
        Some(())
    }
}
