import CLineNetwork
import Glibc

/// Logarithms of the probabilities of one step, alone and of what may be counted together.
struct StepCertainties {
    private let first: Int32
    private let second: Int32
    private let blank: Int32
    private let ofFirst: Float
    private let ofSecond: Float
    private let ofBlank: Float
    private let ofFirstOrBlank: Float
    private let ofSecondOrBlank: Float
    /// Of the likeliest two outputs and the blank together.
    let ofAll: Float

    /// - Parameter offset: added to each logarithm.
    init(_ step: cln_step, blank: Int32, offset: Float) {
        first = step.first
        second = step.second
        self.blank = blank
        let (first, second, none) = (step.first_probability, step.second_probability, step.blank_probability)
        ofFirst = Self.certainty(first) + offset
        ofSecond = Self.certainty(second) + offset
        ofBlank = Self.certainty(none) + offset
        ofFirstOrBlank = Self.certainty(first + none) + offset
        ofSecondOrBlank = Self.certainty(second + none) + offset
        ofAll = Self.certainty(first + second + none) + offset
    }

    /// The outputs that a path may go on with: 0 to 2; negative when there are fewer.
    func output(_ index: Int) -> Int32 {
        switch index {
        case 0: first
        case 1: second == first ? -1 : second
        default: blank == first || blank == second ? -1 : blank
        }
    }

    /// Of one of these outputs; `nil` for others.
    func certainty(of output: Int32) -> Float? {
        if output == first { return ofFirst }
        if output == second { return ofSecond }
        return output == blank ? ofBlank : nil
    }

    /// Of one of the likeliest two outputs or the blank.
    func withBlank(_ output: Int32) -> Float { output == first ? ofFirstOrBlank : ofSecondOrBlank }

    /// Whether these are the likeliest two outputs, and neither is the blank.
    func areFirstTwo(_ one: Int32?, _ other: Int32) -> Bool {
        guard first != blank, second != blank else { return false }
        return (one == first && other == second) || (one == second && other == first)
    }

    private static func certainty(_ probability: Float) -> Float {
        probability > leastProbability ? logf(probability) : -20
    }

    /// e to the power of -20.
    private static let leastProbability: Float = 2.061153622e-9
}
