//! The README's table describes each scenario as its file does.

use simulator::{bundled, bundled_names};

#[test]
fn the_table_lists_every_scenario() {
    let readme = include_str!("../../README.md");
    let (_, tables) = readme.split_once("\n### ").unwrap();
    let mut listed: Vec<(&str, &str)> = tables
        .lines()
        .filter_map(|line| {
            line.strip_prefix("| `")?
                .strip_suffix(" |")?
                .split_once("` | ")
        })
        .collect();
    listed.sort_unstable();
    let scenarios: Vec<_> = bundled_names()
        .map(|name| (name, bundled(name).unwrap()))
        .collect();
    let described = scenarios
        .iter()
        .map(|(name, scenario)| (*name, scenario.description.as_str()));
    for (listed, described) in listed.iter().zip(described) {
        assert_eq!(*listed, described, "README.md and scenarios/ differ");
    }
    assert_eq!(
        listed.len(),
        scenarios.len(),
        "README.md and scenarios/ differ"
    );
}
