//! The demo page: the widget beside a short introduction, a choice of who answers, and a control
//! for every attribute of the element.

mod demo;

fn main() {
    demo::start();
}
