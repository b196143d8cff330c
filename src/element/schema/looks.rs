//! How `<rill-chat>` looks from outside: what a page may fill, and what it may style.

use super::{CustomProperty, Place};

const fn place(name: &'static str, doc: &'static str) -> Place {
    Place { name, doc }
}

const fn property(
    name: &'static str,
    syntax: &'static str,
    default: &'static str,
    doc: &'static str,
) -> CustomProperty {
    CustomProperty {
        name,
        syntax,
        default,
        doc,
    }
}

/// Places for elements of the page's own.
pub const SLOTS: &[Place] = &[
    place("header", "In the place of the heading."),
    place(
        "greeting",
        "In the place of the greeting of an empty conversation.",
    ),
    place(
        "footer",
        "Below the composer, such as a word about privacy.",
    ),
    place(
        "launcher",
        "In the place of the picture on the button that opens a popup.",
    ),
];

/// What `::part()` reaches.
pub const PARTS: &[Place] = &[
    place("launcher", "The button that opens a popup."),
    place("panel", "What holds the whole chat."),
    place("header", "The head of the panel."),
    place("title", "The heading in it."),
    place("close-button", "The button that closes a popup."),
    place("transcript", "What holds the messages."),
    place("message", "A message of either side."),
    place("user-message", "A message of the person."),
    place("model-message", "A message of the model."),
    place(
        "bubble",
        "What a message says, without what stands beside it.",
    ),
    place("avatar", "The picture beside a message of the model."),
    place(
        "composer",
        "What a message is written in, with its buttons.",
    ),
    place("input", "The text field in it."),
    place("send-button", "The button that sends."),
    place("stop-button", "The button that stops an answer."),
    place("notice", "How an answer ended, and what helps."),
    place("suggestion", "A message to begin with."),
    place("feedback-button", "A thumb under an answer."),
];

/// What a page may set on the element, as in `rill-chat { --rill-accent: teal; }`.
pub const CUSTOM_PROPERTIES: &[CustomProperty] = &[
    property(
        "--rill-accent",
        "<color>",
        "light-dark(#0b6470, #6fd3dc)",
        "Buttons, links, the focus ring.",
    ),
    property(
        "--rill-on-accent",
        "<color>",
        "light-dark(#ffffff, #04252a)",
        "What stands on the accent colour.",
    ),
    property(
        "--rill-background",
        "<color>",
        "light-dark(#ffffff, #12181d)",
        "Behind the conversation.",
    ),
    property(
        "--rill-surface",
        "<color>",
        "light-dark(#eaf3f4, #1f3238)",
        "Bubbles of the person, and what is set off from the background.",
    ),
    property(
        "--rill-raised",
        "<color>",
        "light-dark(#ffffff, #1a2228)",
        "What lies above the background, such as the composer.",
    ),
    property(
        "--rill-text",
        "<color>",
        "light-dark(#17222b, #e6ecf0)",
        "Text.",
    ),
    property(
        "--rill-muted",
        "<color>",
        "light-dark(#566471, #9dabb7)",
        "Text that matters less.",
    ),
    property(
        "--rill-line",
        "<color>",
        "light-dark(#dde4e9, #2b363f)",
        "Lines that divide.",
    ),
    property(
        "--rill-edge",
        "<color>",
        "light-dark(#84929f, #64737f)",
        "Edges of what can be used, such as the composer.",
    ),
    property(
        "--rill-warning",
        "<color>",
        "light-dark(#7a4d00, #f0c26b)",
        "Text of a notice that an answer is not whole.",
    ),
    property(
        "--rill-warning-surface",
        "<color>",
        "light-dark(#fdf5e3, #2c2516)",
        "Behind a notice that an answer is not whole.",
    ),
    property(
        "--rill-error",
        "<color>",
        "light-dark(#a4252c, #ffa8a3)",
        "Text of a notice that something went wrong.",
    ),
    property(
        "--rill-error-surface",
        "<color>",
        "light-dark(#fdefee, #331c1d)",
        "Behind a notice that something went wrong.",
    ),
    property(
        "--rill-code",
        "<color>",
        "light-dark(#f2f6f7, #1a2329)",
        "Behind code.",
    ),
    property(
        "--rill-hl-comment",
        "<color>",
        "light-dark(#5c6a75, #93a1ad)",
        "Comments in code.",
    ),
    property(
        "--rill-hl-keyword",
        "<color>",
        "light-dark(#9a2b6f, #f09cc8)",
        "Keywords in code.",
    ),
    property(
        "--rill-hl-string",
        "<color>",
        "light-dark(#1b6b34, #94d6a4)",
        "Strings in code.",
    ),
    property(
        "--rill-hl-number",
        "<color>",
        "light-dark(#1d55a8, #8fbdf5)",
        "Numbers in code.",
    ),
    property(
        "--rill-hl-type",
        "<color>",
        "light-dark(#8a4a00, #eab676)",
        "Types in code.",
    ),
    property(
        "--rill-hl-function",
        "<color>",
        "light-dark(#5f3dc4, #c3b1fa)",
        "Functions in code.",
    ),
    property(
        "--rill-shadow",
        "<color>",
        "light-dark(rgb(20 40 55 / 0.1), rgb(0 0 0 / 0.4))",
        "Shadows.",
    ),
    property(
        "--rill-font",
        "<'font-family'>",
        "system-ui, -apple-system, \"Segoe UI\", Roboto, \"Noto Sans\", sans-serif",
        "Typefaces of text.",
    ),
    property(
        "--rill-font-mono",
        "<'font-family'>",
        "ui-monospace, \"SF Mono\", \"Cascadia Code\", Menlo, Consolas, \"DejaVu Sans Mono\", monospace",
        "Typefaces of code.",
    ),
    property(
        "--rill-font-size",
        "<length>",
        "max(1rem, 16px)",
        "Size of text.",
    ),
    property(
        "--rill-line-height",
        "<number>",
        "1.6",
        "Height of a line, in times of the size of its text.",
    ),
    property(
        "--rill-radius",
        "<length>",
        "1.25rem",
        "Roundness of bubbles and of the composer.",
    ),
    property(
        "--rill-measure",
        "<length>",
        "44rem",
        "Greatest width of the conversation.",
    ),
    property(
        "--rill-gap",
        "<length>",
        "1.25rem",
        "Space at the sides, and between messages.",
    ),
    property(
        "--rill-inline-size",
        "<length>",
        "max(25rem, 400px)",
        "Width of a popup.",
    ),
    property(
        "--rill-block-size",
        "<length>",
        "max(42rem, 672px)",
        "Height of a popup, as far as there is room.",
    ),
    property(
        "--rill-offset",
        "<length>",
        "1.25rem",
        "Distance of a popup and its launcher from the corner.",
    ),
    property(
        "--rill-z-index",
        "<integer>",
        "1000",
        "`z-index` of the launcher. An open popup is above all of the page.",
    ),
];
