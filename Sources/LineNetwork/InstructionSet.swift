import CLineNetwork

/// The instructions that a network is run with. All give the same readings.
public enum InstructionSet: String, CaseIterable, Sendable {
    case plain
    case avx2
    case avx512VNNI
    case neon
    case neonDotProduct

    /// Whether this processor has them.
    public var isAvailable: Bool { cln_path_is_available(path) }

    /// The fastest that this processor has.
    public static var best: InstructionSet {
        let path = cln_best_path()
        return allCases.first { $0.path == path } ?? .plain
    }

    var path: cln_path {
        switch self {
        case .plain: cln_path_plain
        case .avx2: cln_path_avx2
        case .avx512VNNI: cln_path_avx512_vnni
        case .neon: cln_path_neon
        case .neonDotProduct: cln_path_neon_dot
        }
    }
}
