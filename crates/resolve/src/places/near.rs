//! How near many places are to one, eight distances at a time.

use super::resolve::EARTH;

/// Distances that are worked out at a time.
const LANES: usize = 8;
/// The distance at which a place nearby counts half, in kilometres.
const HALF_NEAR: f32 = 60.0;

/// Some places that speak for what is near them.
#[derive(Clone, Copy)]
struct Block {
    names: [usize; LANES],
    beliefs: [f32; LANES],
    /// Points on the unit sphere, by axis.
    axes: [[f32; LANES]; 3],
}

impl Block {
    /// Places that nobody believes in.
    const EMPTY: Block = Block { names: [usize::MAX; LANES], beliefs: [0.0; LANES], axes: [[0.0; LANES]; 3] };

    /// From 0 far away to 1 in one place.
    fn nearness(&self, from: [f32; 3]) -> [f32; LANES] {
        let [x, y, z] = &self.axes;
        let mut out = [0.0; LANES];
        for lane in 0..LANES {
            let (x, y, z) = (from[0] - x[lane], from[1] - y[lane], from[2] - z[lane]);
            let ratio = (x * x + y * y + z * z).sqrt() * EARTH / HALF_NEAR;
            out[lane] = 1.0 / (1.0 + ratio * ratio);
        }
        out
    }
}

/// Places that speak for what is near them, each with the number of its name and how much it is believed in.
#[derive(Default)]
pub(super) struct Neighbours {
    blocks: Vec<Block>,
    count: usize,
}

impl Neighbours {
    /// Adds a place at a point on the unit sphere.
    pub(super) fn push(&mut self, name: usize, belief: f32, point: [f32; 3]) {
        let lane = self.count % LANES;
        if lane == 0 {
            self.blocks.push(Block::EMPTY);
        }
        self.count += 1;
        let Some(block) = self.blocks.last_mut() else { return };
        block.names[lane] = name;
        block.beliefs[lane] = belief;
        block.axes.iter_mut().zip(point).for_each(|(axis, value)| axis[lane] = value);
    }

    /// How much places of other names speak for one at this point: the sum of belief times nearness, in the order in which
    /// they were added.
    pub(super) fn support(&self, name: usize, point: [f32; 3]) -> f32 {
        let mut sum = 0.0;
        for block in &self.blocks {
            let others = block.names.iter().zip(&block.beliefs).zip(block.nearness(point));
            for ((other, belief), nearness) in others {
                sum += if *other == name { 0.0 } else { belief * nearness };
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_here_counts_in_full_and_what_bears_the_name_not_at_all() {
        let mut neighbours = Neighbours::default();
        for name in 0..11 {
            neighbours.push(name, 0.5, if name < 9 { [1.0, 0.0, 0.0] } else { [0.0, 1.0, 0.0] });
        }
        assert!((neighbours.support(3, [1.0, 0.0, 0.0]) - 4.0).abs() < 0.01);
        assert!((neighbours.support(99, [1.0, 0.0, 0.0]) - 4.5).abs() < 0.01);
        assert!(Neighbours::default().support(0, [1.0, 0.0, 0.0]).abs() < f32::EPSILON);
    }
}
