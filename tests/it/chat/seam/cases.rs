//! What models write when asked to continue, and what has to become of it.

use rill_chat::chat::Seam;

use super::{check, joined, joined_until};

#[test]
fn words() {
    check("The tre", "e is", "The tree is");
    check("The kni", "knight rode", "The knight rode");
    check("The kni", "ght rode", "The knight rode");
    check("The t", "tree", "The tree");
    check("the brave knight", "knight rode", "the brave knight rode");
    check(
        "the brave knight",
        "brave knight rode",
        "the brave knight rode",
    );
    check("the brave knight", " rode", "the brave knight rode");
    check(
        "the brave knight ",
        "brave knight rode",
        "the brave knight rode",
    );
    check(
        "the brave\nknight",
        "the brave knight rode",
        "the brave\nknight rode",
    );
    check(
        "the brave knight  \n",
        "the brave knight\nrode",
        "the brave knight  \nrode",
    );
    check("I can't", "take it", "I can'ttake it");
    check("the well-kn", "well-known", "the well-known");
    check("that he had", " had enough", "that he had had enough");
    check("in", " into", "in into");
    check("and the ", "then", "and the then");
    check("and the\n", "then", "and the\nthen");
    check(
        "the brave knight ",
        "the brave knighthood",
        "the brave knight the brave knighthood",
    );
    check("so it was", "so it was, and", "so it was, and");
    check("It costs 3.", "14 euros", "It costs 3.14 euros");
    check("Hello", "Hello", "Hello");
}

/// The connection may break again while the model still repeats.
#[test]
fn a_repetition_that_is_cut_off() {
    #[track_caller]
    fn check(old: &str, new: &str, expected: &str) {
        let chars: Vec<String> = new.chars().map(String::from).collect();
        let chars = chars.iter().map(String::as_str);
        assert_eq!(joined_until(old, [new], Seam::break_off), expected);
        assert_eq!(joined_until(old, chars, Seam::break_off), expected);
    }
    let old = "So rode the brave knight";
    for part in ["So rode", "So rode the bra", "the bra", "brave kni"] {
        check(old, part, old);
        // A model that ended by itself has said it.
        assert!(joined(old, [part]).len() >= old.len() + part.len());
    }
    check(old, " the brave kni", old);
    check(old, "\"So rode the", old);
    check(old, "…the brave kni", old);
    check(old, "\nSo rode", "So rode the brave knight\nSo rode");
    check(old, " the brave", "So rode the brave knight the brave");
    check(old, " and so rode", "So rode the brave knight and so rode");
    check(
        "Whether to be or not",
        " to be",
        "Whether to be or not to be",
    );
    check("Hush. So rode", "Hush", "Hush. So rode Hush");
    check("- One\n- Two and thr", "- Two an", "- One\n- Two and thr");
    check(
        "```rust\nlet x = fo",
        "```rust\nlet x",
        "```rust\nlet x = fo",
    );
    check(
        "```\nlet x = fo",
        "```\nlet x",
        "```\nlet x = fo\n```\nlet x",
    );
    check(
        "さあ騎士が森へ馬で行きました",
        "さあ騎士が森へ馬で行きまし",
        "さあ騎士が森へ馬で行きました",
    );
}

/// What the model repeats is not shown during a silence; what is new is.
#[test]
fn new_text_is_known_from_a_repetition() {
    let old = "So rode the brave knight";
    for (held, expected) in [
        ("", false),
        ("So rode the bra", false),
        ("\"So", false),
        ("So rode the brave knight", false),
        ("Yes,", true),
        ("So what", true),
    ] {
        let mut seam = Seam::after(old);
        assert_eq!(seam.push(held), "", "{held:?} is held back");
        assert_eq!(seam.holds_new_text(), expected, "{held:?}");
    }
}

#[test]
fn digits_and_marks() {
    check("x = 1", "10", "x = 110");
    check("x = 1", "x = 10", "x = 10");
    check("on 2024-05-1", "2024-05-12", "on 2024-05-12");
    check("Pi is 3.14159", "3.141592", "Pi is 3.141592");
    check("a\n\n---\n", "---\n", "a\n\n---\n---\n");
    check("👍", "👍👍", "👍👍👍");
    check("wait -", "- no", "wait -- no");
}

#[test]
fn paragraphs() {
    check("One.", "\n\nTwo.", "One.\n\nTwo.");
    check("One.\n", "\nTwo.", "One.\n\nTwo.");
    check("One.\n\n", "\n\nTwo.", "One.\n\n\n\nTwo.");
    check("One.\n\n", "One.\n\nTwo.", "One.\n\nTwo.");
    check("One.", "One.\n\nTwo.", "One.\n\nTwo.");
    check("Hello\n\n", "Hello again", "Hello\n\nHello again");
    check(
        "A first paragraph.\n\nThe second one says mo",
        "A first paragraph.\n\nThe second one says more.",
        "A first paragraph.\n\nThe second one says more.",
    );
    check(
        "A first paragraph.\nThe second line",
        "\n\nA first paragraph. The second line ends.",
        "A first paragraph.\nThe second line ends.",
    );
    check(
        "The sentence ends. ",
        "\n\nThe next",
        "The sentence ends. \n\nThe next",
    );
}

#[test]
fn the_anchor_as_a_quotation() {
    check(
        "the brave knight",
        "“…brave knight” rode",
        "the brave knight rode",
    );
    check(
        "the brave knight",
        "\"the brave knight\" rode",
        "the brave knight rode",
    );
    check(
        "the brave knight",
        "\"...brave knight...\" rode",
        "the brave knight rode",
    );
    check(
        "der tapfere Ritter",
        "„tapfere Ritter“ ritt",
        "der tapfere Ritter ritt",
    );
    check("le brave", "«le brave» alla", "le brave alla");
    check("The kni", "\"The kni\"ght rode", "The knight rode");
    check(
        "the brave knight ",
        "\"the brave knight\" rode",
        "the brave knight rode",
    );
    check("He said", " \"He said so\"", "He said \"He said so\"");
    check(
        "said \"the brave knight",
        "\"the brave knight\" rode",
        "said \"the brave knight\" rode",
    );
    check("the brave", "\"knight\"", "the brave\"knight\"");
}

#[test]
fn dots() {
    check("the brave", "…brave knight", "the brave knight");
    check("the brave", "... brave knight", "the brave knight");
    check("the brave", "... knight", "the brave knight");
    check("the brave ", "... knight", "the brave knight");
    check("the kni", "…ght", "the knight");
    check("wait…", "…what", "wait……what");
    check("wait.", "..what", "wait...what");
    check("Well", "...\n\nHe", "Well...\n\nHe");
    check("`f(", "...args)`", "`f(...args)`");
    check("```\nf(", "...args)", "```\nf(...args)");
}

#[test]
fn a_space_that_is_missing() {
    check("the brave", "knight", "the braveknight");
    check("the end.", "The next", "the end. The next");
    check("the end, ", "and", "the end, and");
    check("the end,", "and", "the end, and");
    check("then said", "Arthur", "then said Arthur");
    check("the brave ", " knight", "the brave knight");
    check("on You", "Tube", "on YouTube");
    check("an i", "Phone", "an iPhone");
    check("www.example.", "Com", "www.example.Com");
    check("`java.", "Util`", "`java.Util`");
    check("```\na,", "b", "```\na,b");
    check("```\nreturn", "Some", "```\nreturnSome");
    check("```\nx ", " y", "```\nx  y");
}

#[test]
fn lists() {
    check(
        "- The brave kni",
        "- The brave knight",
        "- The brave knight",
    );
    check(
        "- The brave kni",
        "* The brave knight",
        "- The brave knight",
    );
    check(
        "3. The brave kni",
        "1. The brave knight",
        "3. The brave knight",
    );
    check("- apples\n- ", "- pears", "- apples\n- pears");
    check("- apples\n- ", "pears", "- apples\n- pears");
    check("- apples\n", "- pears", "- apples\n- pears");
    check("- apples", "- pears", "- apples\n- pears");
    check("- apples", "\n- pears", "- apples\n- pears");
    check("- apples\n- pe", "- apples\n- pears", "- apples\n- pears");
    check("1. apples\n2.", "2. pears", "1. apples\n2. pears");
    check("These:", "- apples", "These:\n\n- apples");
    check("This:", "```rs\nfn f()", "This:\n\n```rs\nfn f()");
    check("It is so.", "## Next", "It is so.\n\n## Next");
    check("## ", "## Next", "## Next");
    check("> The bra", "> The brave", "> The brave");
}

#[test]
fn code() {
    let old = "```rust\nfn main() {\n    let x = fo";
    let whole = "```rust\nfn main() {\n    let x = foo();\n}\n```\n";
    let rest = "o();\n}\n```\n";
    check(old, rest, whole);
    check(old, &format!("    let x = fo{rest}"), whole);
    check(old, &format!("let x = fo{rest}"), whole);
    check(old, &format!("```rust\n    let x = fo{rest}"), whole);
    check(
        old,
        &format!("```rust\nfn main() {{\n    let x = fo{rest}"),
        whole,
    );
    check(old, &format!("```\n    let x = fo{rest}"), whole);
    check(old, &format!("```rust\n{rest}"), whole);
    check(old, &format!("```RS\n\nlet x = fo{rest}"), whole);
    check(old, &format!("\"let x = fo\"{rest}"), whole);
    check("```\nx = fo", "fo", "```\nx = fofo");
    check(
        "```\n    x()\n",
        "    x()\n    y()\n",
        "```\n    x()\n    y()\n",
    );
    check(
        "```\n    x()\n",
        "x()\n    y()\n",
        "```\n    x()\n    y()\n",
    );
    check("```\n    end\n", "  end\n", "```\n    end\n  end\n");
    check("```\n  }\n", "}\n", "```\n  }\n}\n");
    check("```\n} else {", "else {\n", "```\n} else {\n");
    check("```\n0 0 1\n0 1", "0 1 1", "```\n0 0 1\n0 1 1");
    check(
        "```\nprint(answer)",
        "\nprint(answer)",
        "```\nprint(answer)\nprint(answer)",
    );
    check("```\nx();", "\ny();", "```\nx();\ny();");
    check("```\nx();\n", "    y();", "```\nx();\n    y();");
}

#[test]
fn fences() {
    check("Here:\n\n```", "```rust\nfn", "Here:\n\n```rust\nfn");
    check("Here:\n\n``", "```rust\nfn", "Here:\n\n```rust\nfn");
    check("Here:\n\n``", "`rust\nfn", "Here:\n\n```rust\nfn");
    check("Here:\n\n```ru", "```rust\nfn", "Here:\n\n```rust\nfn");
    check("Here:\n\n```ru", "rust\nfn", "Here:\n\n```rust\nfn");
    check("Here:\n\n```ru", "st\nfn", "Here:\n\n```rust\nfn");
    check("```rust\n", "```rust\nfn", "```rust\nfn");
    check("```\n", "```\nfn", "```\nfn");
    check("```\nx\n", "```\nText", "```\nx\n```\nText");
    check("```\nx", "```\nText", "```\nx\n```\nText");
    check("```py\nx", "```\nx is", "```py\nx\n```\nx is");
    check("```\nx", "\n```\nText", "```\nx\n```\nText");
    check("```\nx\n```", "```\nText", "```\nx\n```\nText");
    check("```\nx\n```\n", "```py\ny", "```\nx\n```\n```py\ny");
    check(
        "````md\n```rust\nfn",
        "\n```\n",
        "````md\n```rust\nfn\n```\n",
    );
    check(
        "````md\nSee\n",
        "```rust\nfn\n",
        "````md\nSee\n```rust\nfn\n",
    );
    check("~~~\nx\n", "~~~js\ny", "~~~\nx\ny");
    check(
        "- a\n  ```js\n  f(",
        "```js\n  f(1)\n  ```\n",
        "- a\n  ```js\n  f(1)\n  ```\n",
    );
    check("> ```js\n> f(", "> ```js\n> f(1)\n", "> ```js\n> f(1)\n");
    check(
        "```\nx",
        "```\n\nand\n\n```\ny",
        "```\nx\n```\n\nand\n\n```\ny",
    );
}

#[test]
fn tables() {
    let head = "| Name | Age |\n| --- | ---: |\n";
    let check = |old: &str, new: &str, expected: &str| {
        let old = format!("{head}{old}");
        check(&old, new, &format!("{head}{expected}"));
        check(&old, &format!("{head}{new}"), &format!("{head}{expected}"));
        let narrow = "|Name|Age|\n|--|--|\n";
        check(
            &old,
            &format!("{narrow}{new}"),
            &format!("{head}{expected}"),
        );
    };
    check("", "| Ann | 3 |", "| Ann | 3 |");
    check("| Ann | 3 |\n", "| Bob | 4 |", "| Ann | 3 |\n| Bob | 4 |");
    check("| Ann | 3 |", "| Bob | 4 |", "| Ann | 3 |\n| Bob | 4 |");
    check("| Ann | 3 |\n", "| Ann | 3 |\n| Bob", "| Ann | 3 |\n| Bob");
    check("| Ann | 3 |", "| Ann | 3 |\n| Bob", "| Ann | 3 |\n| Bob");
    check("| An", "| Ann | 3 |", "| Ann | 3 |");
    check("| An", "n | 3 |", "| Ann | 3 |");
    check("| An", "Ann | 3 |", "| Ann | 3 |");
    check("| 1 ", "| 1 | 2 |", "| 1 | 2 |");
    check("|", "| 1 | 2 |", "| 1 | 2 |");
    check(
        "| 1 | 2 |\n| 3",
        "| 1 | 2 |\n| 3 | 4 |",
        "| 1 | 2 |\n| 3 | 4 |",
    );
}

#[test]
fn table_heads() {
    check(
        "| a | b",
        "| a | b |\n|---|---|\n",
        "| a | b |\n|---|---|\n",
    );
    check(
        "| a | b |\n| -",
        "| --- | --- |\n",
        "| a | b |\n| --- | --- |\n",
    );
    check(
        "| a | b |\n| -",
        "-- | --- |\n",
        "| a | b |\n| --- | --- |\n",
    );
    check(
        "| a | b |\n|---|",
        "| a | b |\n|---|---|\n| 1",
        "| a | b |\n|---|---|\n| 1",
    );
    check(
        "|a|b|\n|-|-|\n|1|2|\n",
        "\nText",
        "|a|b|\n|-|-|\n|1|2|\n\nText",
    );
}

#[test]
fn scripts() {
    check("勇敢的骑士", "骑士骑马", "勇敢的骑士骑马");
    check("勇敢的骑士", "骑马", "勇敢的骑士骑马");
    check("我们看", "看书", "我们看看书");
    check("日本語の文", "日本語の文章です。", "日本語の文章です。");
    check("終わり。", "次は", "終わり。次は");
    check("อัศวินผู้กล้า", "ผู้กล้าขี่ม้า", "อัศวินผู้กล้าขี่ม้า");
    check("용감한 기사", "기사가 말을", "용감한 기사가 말을");
    check("הפרש האמיץ", "האמיץ רכב", "הפרש האמיץ רכב");
    check("الفارس الشج", "الشجاع ركب", "الفارس الشجاع ركب");
    check("वीर यो", "योद्धा", "वीर योद्धा");
    check("храбрый рыц", "рыцарь скакал", "храбрый рыцарь скакал");
    check("brave 👩‍👩", "‍👧 knight", "brave 👩‍👩‍👧 knight");
    check("the knight 🐎", "the knight 🐎 rode", "the knight 🐎 rode");
    check("cafe\u{301}", "cafe\u{301} noir", "cafe\u{301} noir");
}

#[test]
fn line_breaks_of_windows() {
    check("One.\r\n", "\r\nTwo.", "One.\r\n\r\nTwo.");
    check(
        "One.\r\n\r\nTwo wo",
        "One.\n\nTwo words",
        "One.\r\n\r\nTwo words",
    );
    check("```js\r\nf(", "```js\r\nf(1)\r\n", "```js\r\nf(1)\r\n");
    check("```\r\nx();\r\n", "x();\r\ny();", "```\r\nx();\r\ny();");
    check(
        "|a|b|\r\n|-|-|\r\n|1",
        "|a|b|\r\n|-|-|\r\n|1|2|",
        "|a|b|\r\n|-|-|\r\n|1|2|",
    );
}
