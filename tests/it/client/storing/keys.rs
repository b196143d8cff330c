//! The keys of entries, which sort as their texts do.

use proptest::prelude::*;
use rill_chat::client::EntryKey;

fn place() -> impl Strategy<Value = (u64, u64, u32, u64)> {
    // The leading fields are often equal, so that the later ones decide.
    let time = prop_oneof![0..3_u64, 0..999_999_999_999_999_u64];
    let writer = || prop_oneof![0..3_u64, any::<u64>()];
    (
        time,
        writer(),
        prop_oneof![0..12_u32, any::<u32>()],
        writer(),
    )
}

fn key((started, opener, number, writer): (u64, u64, u32, u64)) -> EntryKey {
    EntryKey::new(started, opener.into(), number, writer.into())
}

#[test]
fn a_key_in_words() {
    let key = key((1_764_054_503_123, 0xcafe, 12, u64::MAX));
    assert_eq!(
        key.as_str(),
        "001764054503123-000000000000cafe-0000000012-ffffffffffffffff"
    );
    assert_eq!(key.to_string(), key.as_str());
}

proptest! {
    #[test]
    fn keys_sort_as_what_they_say(one in place(), two in place()) {
        let (a, b) = (key(one), key(two));
        prop_assert_eq!(a.cmp(&b), one.cmp(&two));
        prop_assert_eq!(a.as_str().cmp(b.as_str()), one.cmp(&two));
        prop_assert_eq!(EntryKey::from(a.to_string()), a);
    }
}
