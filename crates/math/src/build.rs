//! The builder, which turns the parser's events into an element tree.
//!
//! The parser announces each construct before the elements that it takes, and a stack of frames
//! collects them. Nothing here recurses, and the limit of the stack bounds the depth of the tree.

use pulldown_latex::event::{
    ColorTarget, Dimension, EnvironmentFlow, Event, Font, Grouping, ScriptPosition, ScriptType,
    StateChange, Visual,
};

use crate::content;
use crate::row::{Class, Item, finish, group};
use crate::script;
use crate::table::Table;
use crate::tree::{Attribute, Element, Name, Property};
use crate::value::{length, levels};

/// The maximum number of open frames.
const MAX_DEPTH: usize = 120;
/// The maximum number of elements in a formula.
const MAX_ELEMENTS: usize = 5_000;

/// What a frame becomes once it is complete.
pub(crate) enum Kind {
    /// Open until the end of the formula.
    Top,
    /// Open until the end of the group.
    Group,
    Fenced(Option<char>, Option<char>),
    Table(Table),
    /// Open until the enclosing group or cell ends: the part that a colour or a style applies to.
    Rest(Attribute, String, Option<&'static str>),
    /// Open, like the variants below, until it has a fixed number of elements.
    Fraction(Option<Dimension>),
    SquareRoot,
    Root,
    Negation,
    Script(ScriptType, ScriptPosition),
}

impl Kind {
    /// Returns the number of elements that complete the frame, or `None` if an event does.
    const fn takes(&self) -> Option<usize> {
        Some(match self {
            Self::Top | Self::Group | Self::Fenced(..) | Self::Table(_) | Self::Rest(..) => {
                return None;
            }
            Self::SquareRoot | Self::Negation => 1,
            Self::Fraction(_) | Self::Root => 2,
            Self::Script(ScriptType::SubSuperscript, _) => 3,
            Self::Script(..) => 2,
        })
    }
}

pub(crate) struct Frame {
    kind: Kind,
    items: Vec<Item>,
    /// The font of the content that follows.
    font: Option<Font>,
}

struct Builder {
    frames: Vec<Frame>,
    count: usize,
}

/// Builds the row of a formula, or returns `None` if the parser finds a mistake or a limit is hit.
pub(crate) fn row<'a, E>(events: impl Iterator<Item = Result<Event<'a>, E>>) -> Option<Element> {
    let mut builder = Builder {
        frames: Vec::new(),
        count: 0,
    };
    builder.open(Kind::Top)?;
    for event in events {
        builder.take(event.ok()?)?;
    }
    builder.close_rest()?;
    let top = builder.frames.pop()?;
    let is_whole = matches!(top.kind, Kind::Top) && builder.frames.is_empty();
    is_whole.then(|| Element::of(Name::Mrow, finish(top.items, false)))
}

impl Builder {
    fn take(&mut self, event: Event<'_>) -> Option<()> {
        match event {
            Event::Content(content) => {
                let font = self.top()?.font;
                let is_fenced = matches!(self.top()?.kind, Kind::Fenced(..));
                let mut items = content::items(content, font, is_fenced);
                // The frame expects one element, so several are grouped into one.
                if items.len() > 1 && self.top()?.kind.takes().is_some() {
                    items = vec![group(items)];
                }
                for item in items {
                    self.put(item)?;
                }
            }
            Event::Begin(grouping) => self.begin(&grouping)?,
            Event::End => self.end()?,
            Event::Visual(visual) => self.open(match visual {
                Visual::SquareRoot => Kind::SquareRoot,
                Visual::Root => Kind::Root,
                Visual::Fraction(line) => Kind::Fraction(line),
                Visual::Negation => Kind::Negation,
            })?,
            Event::Script { ty, position } => self.open(Kind::Script(ty, position))?,
            Event::Space {
                width,
                height,
                depth,
            } => self.put(space(width, height, depth))?,
            Event::StateChange(change) => self.change(change)?,
            Event::EnvironmentFlow(flow) => self.flow(&flow)?,
        }
        Some(())
    }

    fn top(&mut self) -> Option<&mut Frame> {
        self.frames.last_mut()
    }

    fn open(&mut self, kind: Kind) -> Option<()> {
        let font = self.frames.last().and_then(|frame| frame.font);
        self.frames.push(Frame {
            kind,
            items: Vec::new(),
            font,
        });
        (self.frames.len() <= MAX_DEPTH).then_some(())
    }

    /// Adds an element to the innermost frame, and closes every frame that this completes.
    fn put(&mut self, item: Item) -> Option<()> {
        self.count += 1;
        if self.count > MAX_ELEMENTS {
            return None;
        }
        let mut item = item;
        loop {
            let frame = self.top()?;
            frame.items.push(item);
            if frame.kind.takes() != Some(frame.items.len()) {
                return Some(());
            }
            item = complete(self.frames.pop()?)?;
        }
    }

    fn begin(&mut self, grouping: &Grouping) -> Option<()> {
        self.open(match grouping {
            Grouping::Normal => Kind::Group,
            Grouping::LeftRight(open, close) => Kind::Fenced(*open, *close),
            environment => Kind::Table(Table::new(environment)?),
        })
    }

    fn end(&mut self) -> Option<()> {
        self.close_rest()?;
        let frame = self.frames.pop()?;
        let item = match frame.kind {
            Kind::Group => group(frame.items),
            Kind::Fenced(open, close) => content::fenced(open, frame.items, close),
            Kind::Table(table) => table.finish(frame.items),
            _ => return None,
        };
        self.put(item)
    }

    /// Closes the frames that reach to the end of the group or the cell.
    fn close_rest(&mut self) -> Option<()> {
        while let Kind::Rest(..) = self.top()?.kind {
            let frame = self.frames.pop()?;
            let Kind::Rest(attribute, value, level) = frame.kind else {
                return None;
            };
            let mut style = Element::of(Name::Mstyle, finish(frame.items, false));
            style.set(attribute, value);
            if let Some(level) = level {
                style.set(Attribute::ScriptLevel, level);
            }
            self.put(Item::new(style, Class::Ord))?;
        }
        Some(())
    }

    fn change(&mut self, change: StateChange) -> Option<()> {
        let frame = self.top()?;
        if frame.kind.takes().is_some() {
            // The argument is nothing but a state change.
            return self.put(Item::new(Element::of(Name::Mrow, Vec::new()), Class::Ord));
        }
        match change {
            StateChange::Font(font) => frame.font = font,
            StateChange::Color(color) if color.target == ColorTarget::Text => {
                let (r, g, b) = color.color;
                let color = format!("#{r:02x}{g:02x}{b:02x}");
                self.open(Kind::Rest(Attribute::MathColor, color, None))?;
            }
            // `source` removes the commands for other colours.
            StateChange::Color(_) => {}
            StateChange::Style(style) => {
                if let Kind::Table(table) = &mut frame.kind
                    && frame.items.is_empty()
                    && table.set_style(style)
                {
                    return Some(());
                }
                let (is_display, level) = levels(style);
                let is_display = is_display.to_owned();
                self.open(Kind::Rest(Attribute::DisplayStyle, is_display, Some(level)))?;
            }
        }
        Some(())
    }

    fn flow(&mut self, flow: &EnvironmentFlow) -> Option<()> {
        self.close_rest()?;
        let below = self.frames.len().checked_sub(2);
        let font = below.and_then(|below| self.frames.get(below)?.font);
        let frame = self.top()?;
        let Kind::Table(table) = &mut frame.kind else {
            return None;
        };
        // A font change ends with its cell.
        frame.font = font;
        match flow {
            EnvironmentFlow::Alignment => table.end_cell(std::mem::take(&mut frame.items)),
            EnvironmentFlow::NewLine {
                spacing,
                horizontal_lines,
            } => {
                table.end_cell(std::mem::take(&mut frame.items));
                table.end_row(*spacing, horizontal_lines);
            }
            EnvironmentFlow::StartLines { lines } => table.start_lines(lines),
        }
        Some(())
    }
}

/// Turns a frame that has all its elements into an item.
fn complete(frame: Frame) -> Option<Item> {
    let Frame { kind, items, .. } = frame;
    let mut items = items.into_iter();
    let mut next = || items.next();
    Some(match kind {
        Kind::SquareRoot => Item::new(Element::of(Name::Msqrt, children(next()?)), Class::Ord),
        Kind::Root => {
            let parts = vec![next()?.element, next()?.element];
            Item::new(Element::of(Name::Mroot, parts), Class::Ord)
        }
        Kind::Fraction(line) => {
            let parts = vec![next()?.element, next()?.element];
            let mut fraction = Element::of(Name::Mfrac, parts);
            if let Some(line) = line {
                fraction.set(Attribute::LineThickness, length(line));
            }
            Item::new(fraction, Class::Inner)
        }
        Kind::Negation => content::negated(next()?),
        Kind::Script(ty, position) => {
            let base = next()?;
            script::item(ty, position, base, next()?, next())
        }
        _ => return None,
    })
}

/// Returns the children of an `msqrt`, which acts as a row and so replaces a plain `mrow`.
fn children(item: Item) -> Vec<Element> {
    if item.element.name == Name::Mrow && item.element.style.is_empty() {
        item.element.children
    } else {
        vec![item.element]
    }
}

fn space(width: Option<Dimension>, height: Option<Dimension>, depth: Option<Dimension>) -> Item {
    let mut space = Element::of(Name::Mspace, Vec::new());
    if let Some(width) = width {
        space.set(Attribute::Width, length(width));
        if width.value < 0. {
            space = space.styled(Property::MarginLeft, length(width));
        }
    }
    if let Some(height) = height {
        space.set(Attribute::Height, length(height));
    }
    if let Some(depth) = depth {
        space.set(Attribute::Depth, length(depth));
    }
    Item::new(space, Class::Space)
}
