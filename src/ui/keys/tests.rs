use super::*;

/// Every key in these bytes, and what is left of them.
fn read(bytes: &[u8]) -> (Vec<Key>, Keys) {
    let mut keys = Keys {
        bytes: bytes.to_vec(),
        ..Keys::default()
    };
    let read = std::iter::from_fn(|| keys.read_already()).collect();
    (read, keys)
}

#[test]
fn each_key_is_known_in_all_its_forms() {
    let cases: [(&[u8], Key); 18] = [
        (b"a", Key::Char('a')),
        ("é".as_bytes(), Key::Char('é')),
        ("👩".as_bytes(), Key::Char('👩')),
        (b"\r", Key::Enter),
        (b"\n", Key::Enter),
        (b"\x7f", Key::Backspace),
        (b"\x08", Key::Backspace),
        (b"\x1b[A", Key::ArrowUp),
        (b"\x1bOA", Key::ArrowUp),
        (b"\x9bA", Key::ArrowUp),
        (b"\x8fA", Key::ArrowUp),
        (b"\x1bOM", Key::Enter),
        (b"\x1bOq", Key::Char('1')),
        (b"\x1b[H", Key::Home),
        (b"\x1b[1~", Key::Home),
        (b"\x1b[3~", Key::Del),
        (b"\x1b[6~", Key::PageDown),
        (b"\x1b[Z", Key::BackTab),
    ];
    for (bytes, key) in cases {
        assert_eq!(read(bytes).0, [key], "{bytes:?}");
    }
}

/// What xterm's control sequences and kitty's keyboard protocol can send and is no
/// key here, of each family.
#[expect(clippy::too_many_lines, reason = "a table")]
fn foreign() -> Vec<Vec<u8>> {
    let mut all: Vec<Vec<u8>> = Vec::new();
    let mut add = |text: &str| all.push(text.as_bytes().to_vec());
    // Modified keys, function keys and the keypad.
    for modifier in 2..=16 {
        for last in ["A", "D", "H", "F", "P", "S", "E", "M", "u"] {
            add(&format!("\x1b[1;{modifier}{last}"));
            add(&format!("\x1bO{modifier}{last}"));
        }
        for number in [1, 2, 3, 5, 6, 11, 15, 24, 29] {
            add(&format!("\x1b[{number};{modifier}~"));
        }
        // modifyOtherKeys and CSI u, of kitty with alternates, events and text.
        for code in [9, 13, 27, 32, 49, 97, 113, 127, 57_344, 57_441] {
            add(&format!("\x1b[27;{modifier};{code}~"));
            add(&format!("\x1b[{code};{modifier}u"));
            for event in 1..=3 {
                add(&format!("\x1b[{code}:65:49;{modifier}:{event};{code}:104u"));
                add(&format!("\x1b[1;{modifier}:{event}A"));
            }
        }
    }
    for code in ["97", "13", "27", "113"] {
        add(&format!("\x1b[{code}u"));
    }
    for last in "PQRSEIXjklmno ".chars() {
        add(&format!("\x1bO{last}"));
    }
    for c in (' '..='~').filter(|c| !"[O]PX^_".contains(*c)) {
        add(&format!("\x1b{c}"));
    }
    for number in [2, 11, 15, 17, 24, 25, 34] {
        add(&format!("\x1b[{number}~"));
    }
    for text in [
        "\x1b\x1b[A",
        "\x1b\x1bOA",
        "\x1b\x1b[3~",
        "\x1bé",
        "\x1b\r",
        "\x1b\x7f",
        "\x1b[[A",
        // Reports: of device, cursor, modes, window, colors, checksums; focus.
        "\x1b[?1;2c",
        "\x1b[>41;388;0c",
        "\x1b[0n",
        "\x1b[3;1R",
        "\x1b[?3;1;1R",
        "\x1b[?13n",
        "\x1b[4;1$y",
        "\x1b[?2026;2$y",
        "\x1b[8;24;80t",
        "\x1b[?997;1n",
        "\x1b[?1;0;256S",
        "\x1b[2;1;1;112;112;1;0x",
        "\x1b[?5u",
        "\x1b[1;1;1;2;24;80#s",
        "\x1b[I",
        "\x1b[O",
        // Mice: X10, 1005, 1001, 1006, 1015, 1016, locators.
        "\x1b[M !!",
        "\x1b[M#qs",
        "\x1b[M éé",
        "\x1b[t!1",
        "\x1b[T!1!1!1",
        "\x1b[<0;12;7M",
        "\x1b[<35;113;104m",
        "\x1b[32;12;7M",
        "\x1b[1;2;49;5;0&w",
        // Pastes.
        "\x1b[200~1 q\r\x1b[A\x1b]11;\x1b[201~",
        "\x1b[200~\x1b[201~",
    ] {
        add(text);
    }
    // Strings, with each of their ends.
    let osc = [
        "11;rgb:1/2/3",
        "52;c;MXE=",
        "l1 q",
        "Lq",
        "4;1;rgb:é/0/0",
        "99;i=1:p=close;",
    ];
    for text in osc {
        for end in ["\x07", "\x1b\\"] {
            add(&format!("\x1b]{text}{end}"));
        }
    }
    for introducer in ['P', 'X', '^', '_'] {
        for text in [
            "1$r0 q",
            "1+r524742=31",
            ">|kitty(0.3\x07)",
            "!|7E565445",
            "Gi=1;OK",
        ] {
            add(&format!("\x1b{introducer}{text}\x1b\\"));
        }
    }
    all.extend(
        [
            &b"\x9b1;5A"[..],
            b"\x8fP",
            b"\x8f5A",
            b"\x9d11;rgb:1\x9c",
            b"\x901$r0 q\x9c",
            b"\x98q\x9c",
            b"\x9eq\x9c",
            b"\x9fq\x9c",
            b"\x1b[M \xc3!",
            b"\x1b[M \xff\xe9",
            b"\xff",
            b"\xfe",
            b"\xe9",
            b"\xf0",
            b"\xc3",
            b"\xf0\x9f\x98",
            b"\x80",
            b"\x84",
            b"\xed\xa0\x80",
        ]
        .map(<[u8]>::to_vec),
    );
    all
}

#[test]
fn other_sequences_press_no_key_and_the_next_key_counts() {
    let all = foreign();
    for bytes in &all {
        let shown = bytes.escape_ascii().to_string();
        assert_eq!(read(bytes).0, [], "{shown}");
        let behind = [bytes, &b"2"[..]].concat();
        let (keys, left) = read(&behind);
        assert_eq!(keys, [Key::Char('2')], "{shown}");
        assert!(left.bytes.is_empty() && left.skipped.is_none(), "{shown}");
    }
}

#[test]
fn what_is_broken_off_ends_where_something_else_begins() {
    let cases: [&[u8]; 8] = [
        b"\x1b[1;",
        b"\x1b[",
        b"\x1bO",
        b"\x1bO5",
        b"\x1b]11;rgb",
        b"\x1bP1$r",
        b"\x9b1",
        b"\xe9",
    ];
    for bytes in cases {
        let behind = [bytes, b"\x1b[A"].concat();
        assert_eq!(read(&behind).0, [Key::ArrowUp], "{bytes:?}");
    }
}

#[test]
fn the_beginning_of_a_sequence_waits_for_its_rest() {
    for bytes in foreign() {
        for length in 1..bytes.len() {
            let (mut first, mut keys) = read(&bytes[..length]);
            keys.bytes.extend_from_slice(&bytes[length..]);
            first.extend(std::iter::from_fn(|| keys.read_already()));
            assert_eq!(first, [], "{} at {length}", bytes.escape_ascii());
        }
    }
}

#[test]
fn what_has_no_end_takes_no_room() {
    for begin in ["\x1b[200~", "\x1b]52;c;", "\x1bP"] {
        let (keys, left) = read(&[begin.as_bytes(), &vec![b'1'; 1 << 20]].concat());
        assert_eq!(keys, [], "{begin:?}");
        assert!(left.bytes.len() < PASTED.len(), "{begin:?}");
    }
}

proptest::proptest! {
    #[test]
    fn no_bytes_are_read_twice_or_beyond_their_end(
        bytes in proptest::collection::vec(
            proptest::prop_oneof![proptest::arbitrary::any::<u8>(), proptest::sample::select(b"\x1b[O]PM~\\\x07;0A".to_vec())],
            0..40,
        ),
    ) {
        let mut rest = bytes.as_slice();
        while let Parsed::Key(_, used) | Parsed::Skip(used) | Parsed::Begin(_, used) = parse(rest) {
            proptest::prop_assert!(used > 0 && used <= rest.len(), "{:?}", rest);
            rest = &rest[used..];
        }
    }
}
