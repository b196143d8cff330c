//! The slots, parts and custom properties of `<rill-chat>`.

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

/// The places for elements of the page.
pub const SLOTS: &[Place] = &[
    place("header", "Replaces the heading."),
    place(
        "greeting",
        "Replaces the greeting of an empty conversation.",
    ),
    place(
        "footer",
        "Content below the composer, such as a privacy notice.",
    ),
    place(
        "launcher",
        "Replaces the icon on the button that opens the chat.",
    ),
];

/// The targets of `::part()`.
pub const PARTS: &[Place] = &[
    place("launcher", "The button that opens the chat."),
    place("panel", "The container of the whole chat."),
    place("header", "The header of the panel."),
    place("title", "The heading in the header."),
    place("close-button", "The button that closes the chat."),
    place("transcript", "The container of the messages."),
    place("message", "A message of the user or the model."),
    place("user-message", "A message of the user."),
    place("model-message", "A message of the model."),
    place(
        "bubble",
        "The content of a message, without its avatar and buttons.",
    ),
    place("sources", "The folded list of an answer's sources."),
    place("searches", "The web searches behind an answer, as links."),
    place("avatar", "The image beside a message of the model."),
    place(
        "composer",
        "The form that holds the text field and its buttons.",
    ),
    place("input", "The text field of the composer."),
    place("send-button", "The button that sends a message."),
    place("stop-button", "The button that stops an answer."),
    place("notice", "A notice of how an answer ended, with remedies."),
    place("suggestion", "A suggested message."),
    place("feedback-button", "A thumbs-up or thumbs-down button."),
];

/// What a page may set on the element, as in `rill-chat { --rill-accent: teal; }`.
pub const CUSTOM_PROPERTIES: &[CustomProperty] = &[
    property(
        "--rill-accent",
        "<color>",
        "light-dark(#0b6470, #6fd3dc)",
        "Colour of buttons, links and the focus ring.",
    ),
    property(
        "--rill-on-accent",
        "<color>",
        "light-dark(#ffffff, #04252a)",
        "Colour of text and icons on the accent colour.",
    ),
    property(
        "--rill-background",
        "<color>",
        "light-dark(#ffffff, #12181d)",
        "Background of the conversation.",
    ),
    property(
        "--rill-surface",
        "<color>",
        "light-dark(#eaf3f4, #1f3238)",
        "Background of the user's messages and other areas set off from the conversation.",
    ),
    property(
        "--rill-raised",
        "<color>",
        "light-dark(#ffffff, #1a2228)",
        "Background of raised areas, such as the composer.",
    ),
    property(
        "--rill-text",
        "<color>",
        "light-dark(#17222b, #e6ecf0)",
        "Colour of text.",
    ),
    property(
        "--rill-muted",
        "<color>",
        "light-dark(#566471, #9dabb7)",
        "Colour of secondary text.",
    ),
    property(
        "--rill-line",
        "<color>",
        "light-dark(#dde4e9, #2b363f)",
        "Colour of dividing lines.",
    ),
    property(
        "--rill-edge",
        "<color>",
        "light-dark(#84929f, #64737f)",
        "Colour of the borders of controls, such as the composer.",
    ),
    property(
        "--rill-warning",
        "<color>",
        "light-dark(#7a4d00, #f0c26b)",
        "Text colour of a notice that an answer is incomplete.",
    ),
    property(
        "--rill-warning-surface",
        "<color>",
        "light-dark(#fdf5e3, #2c2516)",
        "Background of a notice that an answer is incomplete.",
    ),
    property(
        "--rill-error",
        "<color>",
        "light-dark(#a4252c, #ffa8a3)",
        "Text colour of an error notice.",
    ),
    property(
        "--rill-error-surface",
        "<color>",
        "light-dark(#fdefee, #331c1d)",
        "Background of an error notice.",
    ),
    property(
        "--rill-code",
        "<color>",
        "light-dark(#f2f6f7, #1a2329)",
        "Background of code.",
    ),
    property(
        "--rill-hl-comment",
        "<color>",
        "light-dark(#5c6a75, #93a1ad)",
        "Colour of comments in code.",
    ),
    property(
        "--rill-hl-keyword",
        "<color>",
        "light-dark(#9a2b6f, #f09cc8)",
        "Colour of keywords in code.",
    ),
    property(
        "--rill-hl-string",
        "<color>",
        "light-dark(#1b6b34, #94d6a4)",
        "Colour of strings in code.",
    ),
    property(
        "--rill-hl-number",
        "<color>",
        "light-dark(#1d55a8, #8fbdf5)",
        "Colour of numbers in code.",
    ),
    property(
        "--rill-hl-type",
        "<color>",
        "light-dark(#8a4a00, #eab676)",
        "Colour of types in code.",
    ),
    property(
        "--rill-hl-function",
        "<color>",
        "light-dark(#5f3dc4, #c3b1fa)",
        "Colour of functions in code.",
    ),
    property(
        "--rill-shadow",
        "<color>",
        "light-dark(rgb(20 40 55 / 0.1), rgb(0 0 0 / 0.4))",
        "Colour of shadows.",
    ),
    property(
        "--rill-font",
        "<'font-family'>",
        "system-ui, -apple-system, \"Segoe UI\", Roboto, \"Noto Sans\", sans-serif",
        "Font family of text.",
    ),
    property(
        "--rill-font-mono",
        "<'font-family'>",
        "ui-monospace, \"SF Mono\", \"Cascadia Code\", Menlo, Consolas, \"DejaVu Sans Mono\", monospace",
        "Font family of code.",
    ),
    property(
        "--rill-font-size",
        "<length>",
        "max(1rem, 16px)",
        "Font size of text.",
    ),
    property(
        "--rill-line-height",
        "<number>",
        "1.6",
        "Line height, as a multiple of the font size.",
    ),
    property(
        "--rill-radius",
        "<length>",
        "1.25rem",
        "Corner radius of the user's messages and of a popup.",
    ),
    property(
        "--rill-measure",
        "<length>",
        "44rem",
        "Maximum width of the conversation.",
    ),
    property(
        "--rill-gap",
        "<length>",
        "1.25rem",
        "Space at the sides of the chat, and below the composer.",
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
        "Height of a popup, if there is room.",
    ),
    property(
        "--rill-offset",
        "<length>",
        "1.25rem",
        "Distance of a popup and its launcher from the corner of the viewport.",
    ),
    property(
        "--rill-z-index",
        "<integer>",
        "1000",
        "`z-index` of the launcher. An open popup is above the whole page.",
    ),
];
