//! The demo page: the widget beside a word about it, and a choice of who answers.

mod demo;

fn main() {
    demo::start();
}
