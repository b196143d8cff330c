//! `jsx.d.ts`, `vue.d.ts`, `svelte.d.ts`: the element in the templates of frameworks.
//! `rill-chat.d.ts` has the types of what can be set; these only say how each framework names the
//! element and its events.

use super::NOTE;
use super::json::quoted;
use super::schema::{CLASS, TAG};

/// Returns the types for React 19, which sets properties if the element has them, and takes the
/// name of an event verbatim from what follows `on`.
pub(super) fn react() -> String {
    format!(
        "{NOTE}\n\n\
         import type {{ DetailedHTMLProps, HTMLAttributes }} from \"react\";\n\
         {}\n\
         {}\
         type Common = DetailedHTMLProps<HTMLAttributes<{CLASS}>, {CLASS}>;\n\n\
         declare module \"react\" {{\n\
         \x20   namespace JSX {{\n\
         \x20       interface IntrinsicElements {{\n\
         \x20           {}: Omit<Common, keyof {CLASS}Attributes> & {CLASS}Attributes & Listeners;\n\
         \x20       }}\n\
         \x20   }}\n\
         }}\n",
        import(),
        listeners(),
        quoted(TAG),
    )
}

/// Returns the types for Svelte 5, which works like React 19.
pub(super) fn svelte() -> String {
    format!(
        "{NOTE}\n\n\
         import type {{ HTMLAttributes }} from \"svelte/elements\";\n\
         {}\n\
         {}\
         declare module \"svelte/elements\" {{\n\
         \x20   interface SvelteHTMLElements {{\n\
         \x20       {}: Omit<HTMLAttributes<{CLASS}>, keyof {CLASS}Attributes> &\n\
         \x20           {CLASS}Attributes &\n\
         \x20           Listeners;\n\
         \x20   }}\n\
         }}\n",
        import(),
        listeners(),
        quoted(TAG),
    )
}

/// Returns the types for Vue, whose templates know an element by its `$props` and `$emit`.
pub(super) fn vue() -> String {
    format!(
        "{NOTE}\n\n\
         import type {{ EmitFn, HTMLAttributes, PublicProps }} from \"vue\";\n\
         {}\n\
         type Emits = {{\n\
         \x20   [Name in keyof {CLASS}EventMap]: (event: {CLASS}EventMap[Name]) => void;\n\
         }};\n\n\
         declare module \"vue\" {{\n\
         \x20   interface GlobalComponents {{\n\
         \x20       {}: new () => {CLASS} & {{\n\
         \x20           $props: Omit<HTMLAttributes, keyof {CLASS}Attributes> &\n\
         \x20               {CLASS}Attributes &\n\
         \x20               PublicProps;\n\
         \x20           $emit: EmitFn<Emits>;\n\
         \x20       }};\n\
         \x20   }}\n\
         }}\n",
        import(),
        quoted(TAG),
    )
}

fn import() -> String {
    format!(
        "import type {{ {CLASS}, {CLASS}Attributes, {CLASS}EventMap }} from \"./rill-chat.js\";\n"
    )
}

fn listeners() -> String {
    format!(
        "type Listeners = {{\n\
         \x20   [Name in keyof {CLASS}EventMap as `on${{Name}}`]?:\n\
         \x20       | ((event: {CLASS}EventMap[Name]) => void)\n\
         \x20       | undefined;\n\
         }};\n\n"
    )
}
