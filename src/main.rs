//! The demo page: the widget beside a word about it, a choice of who answers, and a control for
//! everything that can be said to the element.

mod demo;

fn main() {
    demo::start();
}
