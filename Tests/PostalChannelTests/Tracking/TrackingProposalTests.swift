import PostalChannel
import TestSupport
import Testing

@Suite("What a misread number stands for")
struct TrackingProposalTests {
    private static let formats = TrackingFormats([
        TrackingFormat(id: "s10-vn", carrier: "VNPost", pattern: "LLDDDDDDDDCVN", source: "UPU S10"),
        TrackingFormat(id: "domestic", carrier: "VNPost", pattern: "DDDDDDDDDDDDD", source: "statements"),
    ])
    private static let ours: Set<String> = ["EB403116321VN", "RB403114524VN", "2619228281029"]

    private static func propose(_ written: String, ours: Set<String> = Self.ours) -> TrackingProposal {
        TrackingProposals(formats).propose(written) { ours.intersection($0) }
    }

    @Test(
        "One slip in a number of ours is set right",
        arguments: [
            ("EB4O3116321VN", TrackingEdit.lookalike), ("E8403116321VN", .lookalike), ("EB403116231VN", .swap),
            ("EB403116371VN", .substitution), ("EB40311632VN", .omission), ("EB4031163211VN", .insertion),
            ("EB40311632IVN", .lookalike),
        ])
    func oneSlip(_ written: String, _ edit: TrackingEdit) {
        #expect(Self.propose(written) == .corrected("EB403116321VN", edit))
    }

    @Test("A number of ours stands for itself")
    func exact() { for number in Self.ours { #expect(Self.propose(number) == .ours(number)) } }

    @Test(
        "What is right by its form, too far off, or not ours is left alone",
        arguments: ["EB403110142VN", "2619228281028", "EB4O31I6371VN", "", "0916123456", "EB999999999VN"])
    func leftAlone(_ written: String) { #expect(Self.propose(written) == .none) }

    @Test("Of two numbers of ours that are as near, neither is taken")
    func several() throws {
        let wrong = "EB403116322VN"
        let near = TrackingProposals(Self.formats).corrections(of: wrong)
        try #require(near.count >= 2)
        #expect(Self.propose(wrong, ours: Set(near.prefix(2))) == .several(Array(near.prefix(2))))
        #expect(Self.propose(wrong, ours: [near[0]]).number == near[0])
    }

    @Test("A letter in a number of digits only is set right; another digit is not, since it would be as valid")
    func digitsOnly() {
        #expect(Self.propose("26I9228281O29") == .corrected("2619228281029", .lookalike))
        #expect(Self.propose("2619228281023") == .none)
    }

    @Test("Whatever is proposed is ours, valid and one slip away")
    func property() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        let alphabet = Array("0123456789ABDEGILOQRSZNV")
        for _ in 0..<3_000 {
            var number = Array(try #require(Self.ours.sorted().randomElement(using: &random)))
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: number.indices, using: &random)
                number[place] = try #require(alphabet.randomElement(using: &random))
            }
            let written = String(number)
            switch Self.propose(written) {
            case .corrected(let right, let edit):
                #expect(Self.ours.contains(right) && Self.formats.standing(of: right) != .wrong, "seed \(seed)")
                #expect(TrackingEdit.between(right: right, wrong: written) == edit, "seed \(seed): \(written)")
            case .ours(let right): #expect(right == written)
            case .several(let all): #expect(all.allSatisfy(Self.ours.contains), "seed \(seed)")
            case .none: break
            }
        }
    }
}
