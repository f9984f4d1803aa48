//! HTML in the texts of other formats.

/// Tags that begin a line.
const BREAKS: [&str; 8] = ["br", "p", "div", "li", "tr", "ul", "ol", "/p"];
/// Other tags of HTML that a text may have; what else is in angle brackets is text.
const TAGS: [&str; 39] = [
    "a",
    "abbr",
    "address",
    "article",
    "b",
    "big",
    "blockquote",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "dfn",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "i",
    "ins",
    "kbd",
    "mark",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "table",
    "td",
    "u",
];
/// A name with this many characters is none of these.
const LONGEST_TAG: usize = 16;
/// What cannot be shown in a terminal.
const MEDIA: [&str; 13] = [
    "<img",
    "<audio",
    "<video",
    "<svg",
    "<iframe",
    "<object",
    "<math",
    "[sound:",
    "@@PLUGINFILE@@",
    ".jpg\"",
    ".png\"",
    ".mp3\"",
    ".wmv\"",
];
/// Whether a text of a format that does not say so is HTML: it has an end tag, a line break or an
/// entity.
pub fn has_markup(text: &str) -> bool {
    let mut ends = text.split("</").skip(1);
    ends.any(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
        || ["<br>", "<br/>", "<br />", "<BR>"]
            .iter()
            .any(|tag| text.contains(tag))
        || html_escape::decode_html_entities(text) != text
}

/// Whether it needs a picture, sound or formula.
pub fn has_media(text: &str) -> bool {
    text.contains(['<', '[', '@', '"']) && MEDIA.iter().any(|media| text.contains(media))
}

/// The text as it is read: line breaks where tags make them, no other tags, and entities
/// decoded once.
pub fn plain(text: &str) -> String {
    html_escape::decode_html_entities(&without_tags(text)).into_owned()
}

/// The text with line breaks where tags make them, and without other tags.
fn without_tags(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(before);
        let Some((tag, behind)) = after.split_once('>') else {
            rest = &rest[before.len()..];
            break;
        };
        let name = tag.chars().take_while(|c| !c.is_whitespace());
        let name = name.take(LONGEST_TAG).collect::<String>().to_lowercase();
        let name = name.trim_end_matches('/');
        let breaks = BREAKS.contains(&name);
        if name == "sup" {
            plain.push('^');
        } else if breaks && !plain.is_empty() && !plain.ends_with('\n') {
            plain.push('\n');
        }
        let bare = name.trim_start_matches('/');
        let is_tag = bare == "sup" || BREAKS.contains(&bare) || TAGS.contains(&bare);
        if is_tag || name.starts_with("!--") {
            rest = behind;
        } else {
            plain.push('<');
            rest = after;
        }
    }
    plain + rest
}
