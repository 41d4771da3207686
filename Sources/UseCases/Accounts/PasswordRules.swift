import Basics
import Foundation
import Ledger
import VietnameseText

/// Which passwords are refused: short ones, and those that stand at the head of every guesser's list. As SP 800-63B,
/// 5.1.1.2 says: a length and a refused list, no rules about kinds of characters, no change by the calendar.
struct PasswordRules: Sendable {
    /// Characters, at least.
    let minLength: Int

    /// Bytes, at most: scrypt takes any number, a sign-in page does not.
    static let maxBytes = 1_024
    /// Characters that must be left when all that can be guessed is taken out.
    private static let minLeft = 5
    /// Characters of a run, a repetition or a name that are taken for one.
    private static let minRun = 3

    /// - Parameter names: the account's own, which are guessed first.
    /// - Throws: `Refusal` `password_refused`, which says why.
    func check(_ password: String, names: [String]) throws(Refusal) {
        let letters = password.precomposedStringWithCanonicalMapping
        guard letters.count >= minLength else {
            throw Self.refused(
                "Mật khẩu phải có ít nhất \(minLength) ký tự; một câu vài từ thì dễ nhớ và khó đoán.",
                "A password has at least \(minLength) characters; some words in a row are easy to remember.")
        }
        guard letters.utf8.count <= Self.maxBytes else {
            throw Self.refused("Mật khẩu quá dài.", "The password is too long.")
        }
        guard !letters.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw Self.refused("Mật khẩu có ký tự điều khiển.", "The password has control characters.")
        }
        guard Self.left(of: letters, names: names) >= Self.minLeft else {
            throw Self.refused(
                "Mật khẩu này dễ đoán: từ thông dụng, tên, ngày, dãy phím hay số giấy tờ; hãy chọn vài từ không liên quan.",
                "The password is easily guessed: common words, a name, a date, neighbouring keys or a number.")
        }
    }

    /// How many characters are left without common words, names, dates, runs and repetitions.
    static func left(of password: String, names: [String]) -> Int {
        let plain = Array(Folding.folded(password).lowercased().utf8).filter { $0 > 0x20 }
        // A number alone is an identity card, a telephone or a date.
        guard plain.contains(where: { !isDigit($0) }) else { return 0 }
        let words = (Self.words(of: names) + PasswordWords.all).filter { $0.count >= minRun }
        let spoken = plain.map { replaced[$0] ?? $0 }
        return min(rest(of: plain, words), rest(of: spoken, words))
    }

    /// Names as a whole, and the words in them; the longest first.
    private static func words(of names: [String]) -> [[UInt8]] {
        let folded = names.map { Folding.folded($0).lowercased() }
        let parts = folded.flatMap { $0.split { !$0.isLetter && !$0.isNumber }.map(String.init) }
        let whole = folded.map { $0.filter { !$0.isWhitespace } }
        let letters = folded.map { $0.filter(\.isLetter) }
        return (whole + letters + parts).map { Array($0.utf8) }.sorted { $0.count > $1.count }
    }

    private static func rest(of text: [UInt8], _ words: [[UInt8]]) -> Int {
        // Marks and figures between the letters of a word do not hide it.
        let bare = text.filter { isLetter($0) }
        let whole = max(0, count(text, words))
        return min(whole, count(bare, words) + (text.count - bare.count) / 2)
    }

    private static func count(_ text: [UInt8], _ words: [[UInt8]]) -> Int {
        var (place, left) = (0, Set<UInt8>())
        var kept = 0
        while place < text.count {
            let length = max(word(at: place, text, words), run(at: place, text), year(at: place, text))
            if length > 0 {
                place += length
                continue
            }
            // The same character again adds little.
            if left.insert(text[place]).inserted { kept += 1 }
            place += 1
        }
        return kept
    }

    private static func word(at place: Int, _ text: [UInt8], _ words: [[UInt8]]) -> Int {
        words.first { text[place...].starts(with: $0) }?.count ?? 0
    }

    /// Neighbours on the keyboard, or one character again and again.
    private static func run(at place: Int, _ text: [UInt8]) -> Int {
        let same = text[place...].prefix { $0 == text[place] }.count
        var longest = same
        for row in PasswordWords.rows {
            guard let start = row.firstIndex(of: text[place]) else { continue }
            longest = max(longest, zip(text[place...], row[start...]).prefix { $0 == $1 }.count)
        }
        return longest >= minRun ? longest : 0
    }

    /// A year from 1940 to 2039.
    private static func year(at place: Int, _ text: [UInt8]) -> Int {
        guard place + 4 <= text.count, let year = Int(String(decoding: text[place..<place + 4], as: UTF8.self)) else {
            return 0
        }
        return (1940...2039).contains(year) ? 4 : 0
    }

    /// Figures and marks that stand for letters.
    private static let replaced: [UInt8: UInt8] = Dictionary(
        uniqueKeysWithValues: zip("0134578@$!".utf8, "oieastbasi".utf8))

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

    private static func refused(_ vietnamese: ShownText, _ english: ShownText) -> Refusal {
        Refusal("password_refused", .inconsistent, vietnamese, english)
    }
}
