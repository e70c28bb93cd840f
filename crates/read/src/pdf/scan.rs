//! A page's pictures as one grey image, for OCR.
//!
//! What comes in are hayro's drawing calls, what goes out are pixels from white to black. Letters and rules are left
//! out: a page that has them needs no OCR. This file must not know who reads the image.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps, LumaData, SoftMask,
};

/// Pixels to a point: 300 to the inch.
pub(super) const SCALE: f32 = 300.0 / 72.0;
/// Pixels of an image, at most: A3 at 300 to the inch has 17 million.
const MOST: usize = 40_000_000;

/// A grey image.
pub(super) struct Scan {
    pub(super) width: usize,
    pub(super) height: usize,
    /// Row by row, 0 is black.
    pub(super) pixels: Vec<u8>,
}

impl Scan {
    /// White paper of a page's size in points; none if the page is larger than any paper.
    pub(super) fn new(width: f32, height: f32) -> Option<Self> {
        let (width, height) = ((width * SCALE) as usize, (height * SCALE) as usize);
        let size = width.checked_mul(height).filter(|size| (1..=MOST).contains(size))?;
        Some(Self { width, height, pixels: vec![255; size] })
    }

    /// The image turned by quarters, by the clock.
    pub(super) fn turned(&self, quarters: usize) -> Self {
        let mut turned = Self { width: self.width, height: self.height, pixels: self.pixels.clone() };
        for _ in 0..quarters {
            let (width, height) = (turned.width, turned.height);
            let column = |x: usize| turned.pixels.iter().skip(x).step_by(width.max(1)).rev();
            let pixels = (0..width).flat_map(column).copied().collect();
            turned = Self { width: height, height: width, pixels };
        }
        turned
    }

    /// Paints a picture: `grey` gives the pixel of the picture at a place, in the picture's own pixels.
    fn paint(&mut self, transform: Affine, size: (f64, f64), grey: impl Fn(f64, f64) -> Option<u8>) {
        let to_pixels = Affine::scale(f64::from(SCALE)) * transform;
        if to_pixels.determinant().abs() < 1e-9 {
            return;
        }
        let back = to_pixels.inverse();
        let area = (to_pixels * Rect::new(0.0, 0.0, size.0, size.1).to_path(0.1)).bounding_box();
        let within = |value: f64, most: usize| value.clamp(0.0, most as f64) as usize;
        let (left, right) = (within(area.x0, self.width), within(area.x1.ceil(), self.width));
        for y in within(area.y0, self.height)..within(area.y1.ceil(), self.height) {
            for x in left..right {
                let at = back * Point::new(x as f64 + 0.5, y as f64 + 0.5);
                if let (Some(value), Some(pixel)) = (grey(at.x, at.y), self.pixels.get_mut(y * self.width + x)) {
                    *pixel = value;
                }
            }
        }
    }
}

/// The pixel of grey data at a place of the picture.
fn luma(data: &LumaData, x: f64, y: f64) -> Option<u8> {
    let at = place(x, y, data.scale_factors, data.width, data.height)?;
    data.data.get(at).copied()
}

fn place(x: f64, y: f64, scale: (f32, f32), width: u32, height: u32) -> Option<usize> {
    let (x, y) = (x / f64::from(scale.0), y / f64::from(scale.1));
    let inside = (0.0..f64::from(width)).contains(&x) && (0.0..f64::from(height)).contains(&y);
    inside.then(|| y as usize * width as usize + x as usize)
}

impl<'a> Device<'a> for Scan {
    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let size = (f64::from(image.width()), f64::from(image.height()));
        let wanted = Some((self.width as u32, self.height as u32));
        match image {
            Image::Stencil(stencil) => stencil.with_stencil(
                |mask, _| {
                    self.paint(props.transform, size, |x, y| luma(&mask, x, y).filter(|ink| *ink > 127).map(|_| 0))
                },
                wanted,
            ),
            Image::Raster(raster) => raster.with_rgba(
                |data, _| {
                    self.paint(props.transform, size, |x, y| match &data {
                        ImageData::Luma(data) => luma(data, x, y),
                        ImageData::Rgb(data) => {
                            let at = place(x, y, data.scale_factors, data.width, data.height)? * 3;
                            let [red, green, blue] = *data.data.get(at..at + 3)? else { return None };
                            let sum = u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114;
                            u8::try_from(sum / 1000).ok()
                        }
                    });
                },
                wanted,
            ),
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::Scan;

    #[test]
    fn images_turn_by_the_clock() {
        let scan = Scan { width: 3, height: 2, pixels: vec![1, 2, 3, 4, 5, 6] };
        let turned = |quarters| {
            let scan = scan.turned(quarters);
            (scan.width, scan.height, scan.pixels)
        };
        assert_eq!(turned(1), (2, 3, vec![4, 1, 5, 2, 6, 3]));
        assert_eq!(turned(2), (3, 2, vec![6, 5, 4, 3, 2, 1]));
        assert_eq!(turned(3), (2, 3, vec![3, 6, 2, 5, 1, 4]));
    }
}
