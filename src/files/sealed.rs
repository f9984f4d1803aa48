//! A file in which every block has a checksum: nothing is read from it that was not written there.
//!
//! ```text
//! checksum 8 · data 4088, less in the last block
//! ```

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;

use crate::bank::hash::{FNV_PRIME, hash_bytes};

const BLOCK: usize = 4096;
const SUM: usize = 8;
const DATA: usize = BLOCK - SUM;

/// Writes a file with this content. It can only be read with the same stamp.
///
/// # Errors
/// Those of `out`.
pub fn write(bytes: &[u8], stamp: u64, mut out: impl io::Write) -> io::Result<()> {
    for (data, number) in bytes.chunks(DATA).zip(0..) {
        out.write_all(&sum(data, number, stamp))?;
        out.write_all(data)?;
    }
    out.flush()
}

/// Fills `buffer` with the content from `offset` on.
///
/// # Errors
/// What the file system says; [`io::ErrorKind::InvalidData`] if a block is not what was written.
pub fn read_at(file: &File, stamp: u64, mut offset: u64, buffer: &mut [u8]) -> io::Result<()> {
    let mut left = buffer;
    while !left.is_empty() {
        let number = offset / DATA as u64;
        let block = read_block(file, number)?;
        let (own, data) = block
            .split_at_checked(SUM)
            .ok_or(io::ErrorKind::InvalidData)?;
        if *own != sum(data, number, stamp) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let data = data
            .get((offset % DATA as u64) as usize..)
            .unwrap_or_default();
        let len = data.len().min(left.len());
        if len == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        left[..len].copy_from_slice(&data[..len]);
        left = &mut left[len..];
        offset += len as u64;
    }
    Ok(())
}

/// The last block of a file may be shorter.
fn read_block(file: &File, number: u64) -> io::Result<Vec<u8>> {
    let mut block = vec![0; BLOCK];
    let mut len = 0;
    while len < BLOCK {
        let at = number
            .saturating_mul(BLOCK as u64)
            .saturating_add(len as u64);
        match file.read_at(&mut block[len..], at) {
            Ok(0) => break,
            Ok(read) => len += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    block.truncate(len);
    Ok(block)
}

/// 64-bit FNV-1a by words instead of bytes: faster, and any other word still changes it.
fn sum(data: &[u8], number: u64, stamp: u64) -> [u8; SUM] {
    let mut sum = hash_bytes(stamp, &number.to_le_bytes());
    sum = hash_bytes(sum, &data.len().to_le_bytes());
    for bytes in data.chunks(8) {
        let mut word = [0; 8];
        word[..bytes.len()].copy_from_slice(bytes);
        sum = (sum ^ u64::from_le_bytes(word)).wrapping_mul(FNV_PRIME);
    }
    sum.to_le_bytes()
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use proptest::prelude::*;

    use super::*;

    fn file(bytes: &[u8]) -> File {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn what_was_sealed_is_read_back_and_nothing_else(
            len in 1..10_000_usize,
            range in any::<(prop::sample::Index, prop::sample::Index)>(),
            change in any::<(prop::sample::Index, u8)>(),
        ) {
            let bytes: Vec<u8> = (0..len).map(|n| (n * 31 % 251) as u8).collect();
            let mut sealed = Vec::new();
            super::write(&bytes, 7, &mut sealed).unwrap();
            let (start, end) = (range.0.index(len), range.1.index(len));
            let (start, end) = (start.min(end), start.max(end) + 1);
            let mut read = vec![0; end - start];
            read_at(&file(&sealed), 7, start as u64, &mut read).unwrap();
            prop_assert_eq!(&read, &bytes[start..end]);
            prop_assert!(read_at(&file(&sealed), 8, start as u64, &mut read).is_err());

            let at = change.0.index(sealed.len());
            let mut whole = vec![0; len];
            prop_assert!(read_at(&file(&sealed[..at]), 7, 0, &mut whole).is_err());
            sealed[at] ^= change.1 | 1;
            prop_assert!(read_at(&file(&sealed), 7, 0, &mut whole).is_err());
        }
    }
}
