/// Mixing of bits, the same on every machine and in every process.
package enum Mixing {
    /// The finaliser of SplitMix64 (Steele, Lea and Flood, 2014): a bijection.
    package static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// FNV-1a, 64 bits. Every step is a bijection of the state, so that one changed byte always changes the
    /// sum.
    package static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        var sum: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes {
            sum = (sum ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        return sum
    }
}
