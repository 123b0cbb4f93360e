//! A QR code as rows of modules, and drawn three ways: half blocks for a terminal, `##` for plain text, SVG for a page.
//!
//! How modules are laid out is the `qrcodegen` library's; nothing here knows colours or a terminal. All drawings carry the
//! quiet zone that a reader needs. **Dark must be drawn darker than light**: many readers refuse a code that is inverted, so
//! whoever draws on a dark ground sets both colours.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

use super::Code;

/// Light modules on every side that ISO/IEC 18004 asks for.
pub const QUIET: usize = 4;

/// A QR code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qr {
    /// Modules on a side, without the quiet zone.
    side: usize,
    /// `true` is dark; row by row.
    dark: Vec<bool>,
}

/// One cell of a terminal: two modules, one above the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Half {
    /// Whether the upper module is dark.
    pub upper: bool,
    /// Whether the lower module is dark.
    pub lower: bool,
}

impl Half {
    /// The character that shows it in a dark ink on a light ground.
    pub fn glyph(self) -> char {
        match (self.upper, self.lower) {
            (true, true) => '█',
            (true, false) => '▀',
            (false, true) => '▄',
            (false, false) => ' ',
        }
    }
}

impl Qr {
    /// The QR code of a certificate's code: its text as it is shown, and nothing else. It is a symbol of 21 modules a side in
    /// which a quarter may be lost to a fold or a thumb.
    pub fn of(code: Code) -> Self {
        // Level Q holds 16 letters at this size and a code has 11 with its dashes, so there is nothing to refuse.
        let Ok(drawn) = QrCode::encode_text(&code.to_string(), QrCodeEcc::Quartile) else {
            return Self { side: 0, dark: Vec::new() };
        };
        let places = 0..drawn.size();
        let dark = places.clone().flat_map(|y| places.clone().map(move |x| (x, y)));
        let dark = dark.map(|(x, y)| drawn.get_module(x, y)).collect();
        Self { side: usize::try_from(drawn.size()).unwrap_or_default(), dark }
    }

    /// Modules on a side, quiet zone included: 29.
    pub fn whole_side(&self) -> usize {
        self.side + 2 * QUIET
    }

    /// Whether the module at this column and row is dark, counted from the corner of the quiet zone; light outside.
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        let inside = |at: usize| at.checked_sub(QUIET).filter(|at| *at < self.side);
        inside(x).zip(inside(y)).is_some_and(|(x, y)| self.dark.get(y * self.side + x).copied().unwrap_or_default())
    }

    /// For a terminal: 15 rows of 29 cells. Draw dark as black and light as white whatever the theme is.
    pub fn halves(&self) -> Vec<Vec<Half>> {
        let side = self.whole_side();
        let cell = |x, y| Half { upper: self.is_dark(x, y), lower: self.is_dark(x, y + 1) };
        (0..side).step_by(2).map(|y| (0..side).map(|x| cell(x, y)).collect()).collect()
    }

    /// The rows of [`Qr::halves`] as text, for a dark ink on a light ground.
    pub fn half_blocks(&self) -> Vec<String> {
        self.halves().into_iter().map(|row| row.into_iter().map(Half::glyph).collect()).collect()
    }

    /// Without anything but ASCII: 29 rows of 58 columns, two a module. For paper, or a dark ink on a light ground.
    pub fn ascii(&self) -> Vec<String> {
        let side = self.whole_side();
        let module = |x, y| if self.is_dark(x, y) { "##" } else { "  " };
        (0..side).map(|y| (0..side).map(|x| module(x, y)).collect()).collect()
    }

    /// The dark modules as the `d` of an SVG path, one unit a module, from the corner of the quiet zone.
    pub fn svg_path(&self) -> String {
        let mut path = String::new();
        for y in 0..self.whole_side() {
            let mut x = 0;
            while x < self.whole_side() {
                let run = (x..self.whole_side()).take_while(|x| self.is_dark(*x, y)).count();
                if run > 0 {
                    // Writing to a string cannot fail.
                    let _ = write!(path, "M{x} {y}h{run}v1h-{run}z");
                }
                x += run.max(1);
            }
        }
        path
    }

    /// The whole picture as an SVG element to stand inside a page, named for those who cannot see it. `title` and `id` must
    /// be safe to stand in XML.
    pub(super) fn svg(&self, id: &str, title: &str) -> String {
        let side = self.whole_side();
        format!(
            "<svg class=\"qr\" role=\"img\" aria-labelledby=\"{id}\" viewBox=\"0 0 {side} {side}\" \
             shape-rendering=\"crispEdges\"><title id=\"{id}\">{title}</title>\
             <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000\" d=\"{}\"/></svg>",
            self.svg_path()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Pixels = Vec<Vec<bool>>;

    /// What a reader that is not ours makes of a picture, each of its pixels six wide.
    fn scanned(pixels: &Pixels) -> String {
        const ZOOM: usize = 6;
        let (width, height) = (pixels[0].len() * ZOOM, pixels.len() * ZOOM);
        let grey = |x: usize, y: usize| if pixels[y / ZOOM][x / ZOOM] { 0 } else { 255 };
        let mut picture = rqrr::PreparedImage::prepare_from_greyscale(width, height, grey);
        let grids = picture.detect_grids();
        assert_eq!(grids.len(), 1);
        let (meta, text) = grids[0].decode().unwrap();
        assert_eq!((meta.version.0, meta.ecc_level), (1, 3), "a small symbol of level Q");
        text
    }

    fn from_half_blocks(rows: &[String]) -> Pixels {
        let half =
            |glyphs: &'static str| move |row: &String| row.chars().map(|c| glyphs.contains(c)).collect::<Vec<bool>>();
        rows.iter().flat_map(|row| [half("█▀")(row), half("█▄")(row)]).collect()
    }

    fn from_ascii(rows: &[String]) -> Pixels {
        rows.iter().map(|row| row.as_bytes().chunks(2).map(|two| two == b"##").collect()).collect()
    }

    /// Draws the path again, as far as ours go: runs, each `Mx yhNv1h-Nz`.
    fn from_path(path: &str, side: usize) -> Pixels {
        let mut pixels = vec![vec![false; side]; side];
        for run in path.split('M').skip(1) {
            let (corner, rest) = run.split_once('h').unwrap();
            let (x, y) = corner.split_once(' ').unwrap();
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            let long: usize = rest.split_once('v').unwrap().0.parse().unwrap();
            assert_eq!(rest, format!("{long}v1h-{long}z"));
            pixels[y][x..x + long].fill(true);
        }
        pixels
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn every_drawing_is_read_again_as_the_code(bytes in any::<[u8; 16]>()) {
            let code = Code::from_random(bytes);
            let qr = Qr::of(code);
            prop_assert_eq!(scanned(&from_half_blocks(&qr.half_blocks())), code.to_string());
            prop_assert_eq!(scanned(&from_ascii(&qr.ascii())), code.to_string());
            prop_assert_eq!(scanned(&from_path(&qr.svg_path(), qr.whole_side())), code.to_string());
        }
    }

    #[test]
    fn the_quiet_zone_is_there_on_every_side() {
        let qr = Qr::of(Code::from_random([7; 16]));
        assert_eq!((qr.whole_side(), qr.halves().len(), qr.ascii().len()), (29, 15, 29));
        assert!(qr.halves().iter().all(|row| row.len() == 29) && qr.ascii().iter().all(|row| row.len() == 58));
        let dark = |y: usize| (0..29).filter(|x| qr.is_dark(*x, y)).collect::<Vec<_>>();
        assert_eq!(dark(3), Vec::<usize>::new());
        assert_eq!(dark(25), Vec::<usize>::new());
        // The upper edges of both finder patterns.
        let edge = dark(4);
        assert!(edge.starts_with(&[4, 5, 6, 7, 8, 9, 10]) && edge.ends_with(&[18, 19, 20, 21, 22, 23, 24]));
    }
}
