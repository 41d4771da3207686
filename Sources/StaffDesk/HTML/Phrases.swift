import Basics
import Mustache

/// A sentence or name in both languages.
struct Phrase: Hashable, Sendable {
    var vietnamese: String
    var english: String

    init(_ vietnamese: String, _ english: String) { (self.vietnamese, self.english) = (vietnamese, english) }

    func text(_ language: InterfaceLanguage) -> String { language == .vietnamese ? vietnamese : english }
}

/// The phrases of templates in one language: `{{t.signIn}}`.
struct Phrases: MustacheParent, Sendable {
    let language: InterfaceLanguage

    /// All phrases by the names that templates use.
    static let all: [String: Phrase] = [
        shellPhrases, batchPhrases, casePhrases, waitingPhrases, officePhrases, reusePhrases, reviewPhrases,
        arrangePhrases,
    ].reduce(into: [:]) { $0.merge($1) { $1 } }

    func child(named name: String) -> Any? { Self.all[name]?.text(language) ?? "⟦\(name)⟧" }
}

extension InterfaceLanguage {
    /// The one of two texts that this language wants.
    func say(_ vietnamese: String, _ english: String) -> String { self == .vietnamese ? vietnamese : english }

    /// Digits in groups, as people of the language write them.
    func grouped(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var grouped = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place).isMultiple(of: 3) { grouped += self == .vietnamese ? "." : "," }
            grouped.append(digit)
        }
        return number < 0 ? "-" + grouped : grouped
    }

    /// Bytes in the unit that makes them short.
    func size(_ bytes: Int) -> String {
        let units: [(Int, String)] = [(1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB")]
        guard let (unit, name) = units.first(where: { bytes >= $0.0 }) else { return "\(bytes) byte" }
        let tenths = bytes * 10 / unit
        let fraction = tenths % 10 == 0 ? "" : "\(self == .vietnamese ? "," : ".")\(tenths % 10)"
        return "\(tenths / 10)\(fraction) \(name)"
    }

    /// A refusal's sentence.
    func text(_ refusal: Refusal) -> String { say(refusal.vietnamese.text, refusal.english.text) }
}
