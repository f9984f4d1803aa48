use proptest::prelude::*;

use super::*;

const UNICODE: Style = Style {
    color: false,
    unicode: true,
};
const ASCII: Style = Style {
    color: false,
    unicode: false,
};

#[test]
fn only_nothing_is_0_percent_and_only_all_is_100() {
    let cases = [
        (0, 0, 0),
        (0, 7, 0),
        (1, 1000, 1),
        (1, 3, 33),
        (1, 2, 50),
        (2, 3, 67),
        (999, 1000, 99),
        (7, 7, 100),
        (9, 7, 100),
        (u64::MAX / 2, u64::MAX, 50),
    ];
    for (part, whole, percent) in cases {
        assert_eq!(Share::new(part, whole).percent(), percent, "{part}/{whole}");
    }
}

#[test]
fn the_length_of_a_bar_follows_its_share() {
    let cases = [
        (0, 8, 4, "", ""),
        (1, 1000, 4, "▏", "#"),
        (1, 8, 4, "▌", "#"),
        (3, 8, 4, "█▌", "##"),
        (4, 8, 4, "██", "##"),
        (15, 32, 4, "█▉", "##"),
        (999, 1000, 4, "███▉", "###"),
        (8, 8, 4, "████", "####"),
        (1, 2, 0, "", ""),
        (8, 8, 0, "", ""),
        (1, 2, 1, "▌", "#"),
    ];
    for (part, whole, columns, unicode, ascii) in cases {
        let share = Share::new(part, whole);
        assert_eq!(bar(share, columns, UNICODE), unicode, "{part}/{whole}");
        assert_eq!(bar(share, columns, ASCII), ascii, "{part}/{whole}");
    }
}

#[test]
fn a_sparkline_shows_the_last_shares_that_fit() {
    let shares: Vec<_> = (0..=7).map(|n| Share::new(n, 7)).collect();
    let cases = [
        (8, "▁▂▃▄▅▆▇█", ".:-=+*#@"),
        (20, "▁▂▃▄▅▆▇█", ".:-=+*#@"),
        (3, "▆▇█", "*#@"),
        (0, "", ""),
    ];
    for (columns, unicode, ascii) in cases {
        assert_eq!(sparkline(&shares, columns, UNICODE), unicode);
        assert_eq!(sparkline(&shares, columns, ASCII), ascii);
    }
    assert_eq!(sparkline(&[], 8, UNICODE), "");
}

fn labelled(label: &str, part: u64, whole: u64) -> Labelled {
    Labelled {
        label: label.to_owned(),
        share: Share::new(part, whole),
    }
}

fn drawn(rows: &[Labelled], width: usize, style: Style) -> String {
    Layout::new(rows, width).draw(rows, style)
}

#[test]
fn rows_share_their_columns() {
    let rows = [
        labelled("Jim and Pam", 9, 12),
        labelled("日本語", 1, 1000),
        labelled("Café", 3, 3),
    ];
    insta::assert_snapshot!(drawn(&rows, 80, UNICODE), @r"
      Jim and Pam   75%     9/12  ██████████████████
      日本語         1%  1/1,000  ▏
      Café         100%      3/3  ████████████████████████
    ");
    insta::assert_snapshot!(drawn(&rows, 40, ASCII), @r"
      Jim and Pam   75%  ##############
      日本語         1%  #
      Café         100%  ###################
    ");
    let long = [labelled("a-question-with-a-long-id-of-its-own", 1, 2)];
    insta::assert_snapshot!(drawn(&long, 40, UNICODE), @r"
      a-question-with-a-long-id-of-its-own
         50%  1/2  ████████████
    ");
    insta::assert_snapshot!(drawn(&rows, 24, UNICODE), @r"
      Jim and Pam
         75%  ██████████▌
      日本語
          1%  ▏
      Café
        100%  ██████████████
    ");
    insta::assert_snapshot!(drawn(&rows, 9, UNICODE), @r"
      Jim an…
         75%
      日本語
          1%
      Café
        100%
    ");
}

proptest! {
    #[test]
    fn no_row_is_wider_than_the_window(
        rows in prop::collection::vec(("\\PC{0,40}", 0u64..2000, 0u64..2000), 1..6),
        width in 4usize..120,
        unicode in any::<bool>(),
    ) {
        let rows: Vec<_> = rows.iter().map(|(label, part, whole)| labelled(label, *part, *whole)).collect();
        let style = Style { color: false, unicode };
        for line in drawn(&rows, width, style).lines() {
            prop_assert!(line.width() <= width, "{line:?} in {width}");
        }
    }

    #[test]
    fn more_never_looks_like_less(whole in 1u64..500, part in 0u64..500, columns in 2usize..40) {
        let part = part % whole;
        let (less, more) = (Share::new(part, whole), Share::new(part + 1, whole));
        prop_assert!(less.percent() <= more.percent());
        for style in [UNICODE, ASCII] {
            prop_assert!(bar(less, columns, style).width() <= bar(more, columns, style).width());
        }
        prop_assert!(sparkline(&[less], 1, UNICODE) <= sparkline(&[more], 1, UNICODE));
    }
}
