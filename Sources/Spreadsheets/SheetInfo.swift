import Basics

/// A sheet of a file, as the file lists it.
public struct SheetInfo: Hashable, Sendable {
    public enum Visibility: String, Hashable, Sendable, Codable {
        case visible, hidden
        /// Hidden so that only a program can show it again.
        case veryHidden

        init(written: String?) { self = written.flatMap(Visibility.init(rawValue:)) ?? .visible }
    }

    /// The name on the sheet's tab; empty for a text file.
    public var name: String
    public var visibility: Visibility

    public init(name: String, visibility: Visibility = .visible) {
        self.name = name
        self.visibility = visibility
    }
}

/// The day from which a workbook counts its dates.
public enum DateEpoch: String, Hashable, Sendable, Codable {
    /// Day 1 is 1 January 1900, and a 29 February 1900 that never was is day 60: from March 1900 on, days are counted
    /// from 30 December 1899.
    case from1900
    /// Day 0 is 1 January 1904.
    case from1904

    /// A serial's day, counted from 1 January 1970, and the part of the day passed in milliseconds, rounded; `nil` for
    /// what is no number or lies outside the years that Excel knows (1900–9999).
    ///
    /// In the system of 1900, serials below 61 (before March 1900, and times without a day) are refused, since programs
    /// disagree on them.
    public func moment(ofSerial written: String) -> (day: Int, milliseconds: Int)? {
        guard let serial = Double(written), serial.isFinite, serial < 2_958_466 else { return nil }
        let offset = self == .from1900 ? 25_569 : 24_107
        guard serial >= (self == .from1900 ? 61 : 0) else { return nil }
        let total = (serial * 86_400_000).rounded()
        let day = (total / 86_400_000).rounded(.down)
        return (Int(day) - offset, Int(total - day * 86_400_000))
    }
}
