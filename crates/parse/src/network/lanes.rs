//! Sixteen floats at a time, on whatever the processor has.
//!
//! Every kernel of the network is written once against [`Lanes`] and compiled three times: for AVX-512, for AVX2 and
//! for no vector unit in particular. All three do the same operations in the same order, each rounded once (products
//! and sums are fused everywhere), so a text parses to the same bytes on every machine.

/// How many floats one vector holds.
pub(crate) const LANES: usize = 16;

/// A vector of sixteen floats.
///
/// # Safety
/// The methods of an implementation may only be called where the processor features it names are present.
pub(crate) unsafe trait Lanes: Copy {
    /// Sixteen floats starting at `from`.
    unsafe fn load(from: *const f32) -> Self;
    /// Writes sixteen floats starting at `to`.
    unsafe fn store(self, to: *mut f32);
    unsafe fn splat(value: f32) -> Self;
    /// `self * factor + addend`, rounded once.
    unsafe fn fused(self, factor: Self, addend: Self) -> Self;
    unsafe fn plus(self, other: Self) -> Self;
    unsafe fn minus(self, other: Self) -> Self;
    unsafe fn times(self, other: Self) -> Self;
    unsafe fn larger(self, other: Self) -> Self;

    /// A vector of sixteen 32-bit sums.
    type Sums: Copy;
    unsafe fn no_sums() -> Self::Sums;
    /// Adds to each sum the products of four unsigned bytes (the same four for all) with its own four signed ones.
    unsafe fn add_products(sums: Self::Sums, bytes: u32, weights: *const i8) -> Self::Sums;
    /// The sums plus sixteen corrections, as floats.
    unsafe fn corrected(sums: Self::Sums, corrections: *const i32) -> Self;
    /// Writes `round(self) + 128` clamped to 0..=255, ties to even, as sixteen bytes.
    unsafe fn store_bytes(self, to: *mut u8);

    /// The sum of all lanes, added pairwise in a fixed order.
    #[inline(always)]
    unsafe fn total(self) -> f32 {
        let mut lanes = [0f32; LANES];
        // SAFETY: the array holds sixteen floats; the features are the caller's to vouch for.
        unsafe { self.store(lanes.as_mut_ptr()) };
        let mut width = LANES / 2;
        while width > 0 {
            for lane in 0..width {
                lanes[lane] += lanes[lane + width];
            }
            width /= 2;
        }
        lanes[0]
    }
}

/// The plain version: any processor.
#[derive(Clone, Copy)]
pub(crate) struct Plain([f32; LANES]);

impl Plain {
    #[inline(always)]
    fn zip(self, other: Plain, with: impl Fn(f32, f32) -> f32) -> Plain {
        let mut lanes = self.0;
        for (lane, value) in lanes.iter_mut().zip(other.0) {
            *lane = with(*lane, value);
        }
        Plain(lanes)
    }
}

// SAFETY: needs no processor feature.
unsafe impl Lanes for Plain {
    type Sums = [i32; LANES];

    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self {
        // SAFETY: the caller vouches for sixteen readable floats; f32 arrays have the alignment of f32.
        Plain(unsafe { from.cast::<[f32; LANES]>().read() })
    }
    #[inline(always)]
    unsafe fn store(self, to: *mut f32) {
        // SAFETY: the caller vouches for sixteen writable floats.
        unsafe { to.cast::<[f32; LANES]>().write(self.0) }
    }
    #[inline(always)]
    unsafe fn splat(value: f32) -> Self {
        Plain([value; LANES])
    }
    #[inline(always)]
    unsafe fn fused(self, factor: Self, addend: Self) -> Self {
        let mut lanes = addend.0;
        for (lane, (own, factor)) in lanes.iter_mut().zip(self.0.into_iter().zip(factor.0)) {
            *lane = own.mul_add(factor, *lane);
        }
        Plain(lanes)
    }
    #[inline(always)]
    unsafe fn plus(self, other: Self) -> Self {
        self.zip(other, |a, b| a + b)
    }
    #[inline(always)]
    unsafe fn minus(self, other: Self) -> Self {
        self.zip(other, |a, b| a - b)
    }
    #[inline(always)]
    unsafe fn times(self, other: Self) -> Self {
        self.zip(other, |a, b| a * b)
    }
    #[inline(always)]
    unsafe fn larger(self, other: Self) -> Self {
        self.zip(other, |a, b| if a > b { a } else { b })
    }
    #[inline(always)]
    unsafe fn no_sums() -> Self::Sums {
        [0; LANES]
    }
    #[inline(always)]
    unsafe fn add_products(mut sums: Self::Sums, bytes: u32, weights: *const i8) -> Self::Sums {
        // SAFETY: the caller vouches for sixteen groups of four weights.
        let weights = unsafe { weights.cast::<[[i8; 4]; LANES]>().read() };
        for (sum, group) in sums.iter_mut().zip(weights) {
            for (byte, weight) in bytes.to_le_bytes().into_iter().zip(group) {
                *sum += i32::from(byte) * i32::from(weight);
            }
        }
        sums
    }
    #[inline(always)]
    unsafe fn corrected(sums: Self::Sums, corrections: *const i32) -> Self {
        // SAFETY: the caller vouches for sixteen corrections.
        let corrections = unsafe { corrections.cast::<[i32; LANES]>().read() };
        let mut lanes = [0f32; LANES];
        for lane in 0..LANES {
            lanes[lane] = (sums[lane] + corrections[lane]) as f32;
        }
        Plain(lanes)
    }
    #[inline(always)]
    unsafe fn store_bytes(self, to: *mut u8) {
        let bytes = self.0.map(|value| (value.round_ties_even().clamp(-128.0, 127.0) as i32 + 128) as u8);
        // SAFETY: the caller vouches for sixteen writable bytes.
        unsafe { to.cast::<[u8; LANES]>().write(bytes) }
    }
}

#[cfg(target_arch = "x86_64")]
pub(crate) use x86::{Avx2, Avx512};

#[cfg(target_arch = "x86_64")]
mod x86 {
    #![allow(clippy::cast_ptr_alignment)] // only unaligned loads and stores are used

    use super::Lanes;
    use std::arch::x86_64::{
        __m256, __m256i, __m512, __m512i, _mm_loadu_si128, _mm_packus_epi16, _mm_set1_epi32,
        _mm_storeu_si128, _mm256_add_epi32, _mm256_add_ps, _mm256_castsi256_si128, _mm256_cvtepi8_epi16,
        _mm256_cvtepi32_ps, _mm256_cvtepu8_epi16, _mm256_cvtps_epi32, _mm256_extracti128_si256,
        _mm256_fmadd_ps, _mm256_hadd_epi32, _mm256_loadu_ps, _mm256_loadu_si256, _mm256_madd_epi16,
        _mm256_max_ps, _mm256_min_ps, _mm256_mul_ps, _mm256_packs_epi32, _mm256_permute4x64_epi64,
        _mm256_set1_epi32, _mm256_set1_ps, _mm256_setzero_si256, _mm256_storeu_ps, _mm256_sub_ps,
        _mm512_add_epi32, _mm512_add_ps, _mm512_cvtepi32_epi8, _mm512_cvtepi32_ps, _mm512_cvtps_epi32,
        _mm512_dpbusd_epi32, _mm512_fmadd_ps, _mm512_loadu_ps, _mm512_loadu_si512, _mm512_max_ps,
        _mm512_min_ps, _mm512_mul_ps, _mm512_set1_epi32, _mm512_set1_ps, _mm512_setzero_si512,
        _mm512_storeu_ps, _mm512_sub_ps,
    };

    /// AVX-512 with the vector neural network instructions.
    #[derive(Clone, Copy)]
    pub(crate) struct Avx512(__m512);

    // SAFETY: needs avx512f, avx512bw, avx512vl and avx512vnni.
    unsafe impl Lanes for Avx512 {
        type Sums = __m512i;

        #[inline(always)]
        unsafe fn load(from: *const f32) -> Self {
            // SAFETY: features and memory are the caller's to vouch for, here and below.
            Avx512(unsafe { _mm512_loadu_ps(from) })
        }
        #[inline(always)]
        unsafe fn store(self, to: *mut f32) {
            // SAFETY: as above.
            unsafe { _mm512_storeu_ps(to, self.0) }
        }
        #[inline(always)]
        unsafe fn splat(value: f32) -> Self {
            // SAFETY: as above.
            Avx512(unsafe { _mm512_set1_ps(value) })
        }
        #[inline(always)]
        unsafe fn fused(self, factor: Self, addend: Self) -> Self {
            // SAFETY: as above.
            Avx512(unsafe { _mm512_fmadd_ps(self.0, factor.0, addend.0) })
        }
        #[inline(always)]
        unsafe fn plus(self, other: Self) -> Self {
            // SAFETY: as above.
            Avx512(unsafe { _mm512_add_ps(self.0, other.0) })
        }
        #[inline(always)]
        unsafe fn minus(self, other: Self) -> Self {
            // SAFETY: as above.
            Avx512(unsafe { _mm512_sub_ps(self.0, other.0) })
        }
        #[inline(always)]
        unsafe fn times(self, other: Self) -> Self {
            // SAFETY: as above.
            Avx512(unsafe { _mm512_mul_ps(self.0, other.0) })
        }
        #[inline(always)]
        unsafe fn larger(self, other: Self) -> Self {
            // SAFETY: as above. The instruction gives the second operand where neither is larger, as the plain version.
            Avx512(unsafe { _mm512_max_ps(self.0, other.0) })
        }
        #[inline(always)]
        unsafe fn no_sums() -> Self::Sums {
            // SAFETY: as above.
            unsafe { _mm512_setzero_si512() }
        }
        #[inline(always)]
        unsafe fn add_products(sums: Self::Sums, bytes: u32, weights: *const i8) -> Self::Sums {
            // SAFETY: as above; 64 weights are read.
            unsafe {
                let weights = _mm512_loadu_si512(weights.cast());
                _mm512_dpbusd_epi32(sums, _mm512_set1_epi32(bytes as i32), weights)
            }
        }
        #[inline(always)]
        unsafe fn corrected(sums: Self::Sums, corrections: *const i32) -> Self {
            // SAFETY: as above; sixteen corrections are read.
            unsafe {
                let corrections = _mm512_loadu_si512(corrections.cast());
                Avx512(_mm512_cvtepi32_ps(_mm512_add_epi32(sums, corrections)))
            }
        }
        #[inline(always)]
        unsafe fn store_bytes(self, to: *mut u8) {
            // SAFETY: as above; sixteen bytes are written. Clamped first: converting a huge float would overflow.
            unsafe {
                let clamped =
                    _mm512_max_ps(_mm512_min_ps(self.0, _mm512_set1_ps(127.0)), _mm512_set1_ps(-128.0));
                let shifted = _mm512_add_epi32(_mm512_cvtps_epi32(clamped), _mm512_set1_epi32(128));
                _mm_storeu_si128(to.cast(), _mm512_cvtepi32_epi8(shifted));
            }
        }
    }

    /// AVX2 with fused multiply-add: two half vectors.
    #[derive(Clone, Copy)]
    pub(crate) struct Avx2(__m256, __m256);

    // SAFETY: needs avx2 and fma.
    unsafe impl Lanes for Avx2 {
        /// Each quarter holds four outputs, as two partial sums apiece.
        type Sums = [__m256i; 4];

        #[inline(always)]
        unsafe fn load(from: *const f32) -> Self {
            // SAFETY: features and memory are the caller's to vouch for, here and below.
            unsafe { Avx2(_mm256_loadu_ps(from), _mm256_loadu_ps(from.add(8))) }
        }
        #[inline(always)]
        unsafe fn store(self, to: *mut f32) {
            // SAFETY: as above.
            unsafe {
                _mm256_storeu_ps(to, self.0);
                _mm256_storeu_ps(to.add(8), self.1);
            }
        }
        #[inline(always)]
        unsafe fn splat(value: f32) -> Self {
            // SAFETY: as above.
            let lanes = unsafe { _mm256_set1_ps(value) };
            Avx2(lanes, lanes)
        }
        #[inline(always)]
        unsafe fn fused(self, factor: Self, addend: Self) -> Self {
            // SAFETY: as above.
            unsafe {
                Avx2(_mm256_fmadd_ps(self.0, factor.0, addend.0), _mm256_fmadd_ps(self.1, factor.1, addend.1))
            }
        }
        #[inline(always)]
        unsafe fn plus(self, other: Self) -> Self {
            // SAFETY: as above.
            unsafe { Avx2(_mm256_add_ps(self.0, other.0), _mm256_add_ps(self.1, other.1)) }
        }
        #[inline(always)]
        unsafe fn minus(self, other: Self) -> Self {
            // SAFETY: as above.
            unsafe { Avx2(_mm256_sub_ps(self.0, other.0), _mm256_sub_ps(self.1, other.1)) }
        }
        #[inline(always)]
        unsafe fn times(self, other: Self) -> Self {
            // SAFETY: as above.
            unsafe { Avx2(_mm256_mul_ps(self.0, other.0), _mm256_mul_ps(self.1, other.1)) }
        }
        #[inline(always)]
        unsafe fn larger(self, other: Self) -> Self {
            // SAFETY: as above.
            unsafe { Avx2(_mm256_max_ps(self.0, other.0), _mm256_max_ps(self.1, other.1)) }
        }
        #[inline(always)]
        unsafe fn no_sums() -> Self::Sums {
            // SAFETY: as above.
            unsafe { [_mm256_setzero_si256(); 4] }
        }
        #[inline(always)]
        unsafe fn add_products(mut sums: Self::Sums, bytes: u32, weights: *const i8) -> Self::Sums {
            // The byte-by-byte instruction would saturate; products of 16-bit numbers are exact.
            // SAFETY: as above; 64 weights are read.
            unsafe {
                let wide = _mm256_cvtepu8_epi16(_mm_set1_epi32(bytes as i32));
                for (quarter, sum) in sums.iter_mut().enumerate() {
                    let group = _mm256_cvtepi8_epi16(_mm_loadu_si128(weights.add(16 * quarter).cast()));
                    *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(wide, group));
                }
            }
            sums
        }
        #[inline(always)]
        unsafe fn corrected(sums: Self::Sums, corrections: *const i32) -> Self {
            // SAFETY: as above; sixteen corrections are read.
            unsafe {
                let half = |low: __m256i, high: __m256i, at: usize| {
                    // Adding neighbours leaves the 64-bit groups of the two operands interleaved.
                    let mixed = _mm256_hadd_epi32(low, high);
                    let ordered = _mm256_permute4x64_epi64::<0b11_01_10_00>(mixed);
                    let corrections = _mm256_loadu_si256(corrections.add(at).cast());
                    _mm256_cvtepi32_ps(_mm256_add_epi32(ordered, corrections))
                };
                Avx2(half(sums[0], sums[1], 0), half(sums[2], sums[3], 8))
            }
        }
        #[inline(always)]
        unsafe fn store_bytes(self, to: *mut u8) {
            // SAFETY: as above; sixteen bytes are written.
            unsafe {
                let convert = |half: __m256| {
                    let clamped =
                        _mm256_max_ps(_mm256_min_ps(half, _mm256_set1_ps(127.0)), _mm256_set1_ps(-128.0));
                    _mm256_add_epi32(_mm256_cvtps_epi32(clamped), _mm256_set1_epi32(128))
                };
                let words = _mm256_packs_epi32(convert(self.0), convert(self.1));
                let ordered = _mm256_permute4x64_epi64::<0b11_01_10_00>(words);
                let (low, high) = (_mm256_castsi256_si128(ordered), _mm256_extracti128_si256::<1>(ordered));
                _mm_storeu_si128(to.cast(), _mm_packus_epi16(low, high));
            }
        }
    }
}
