/// Why sheets could not be printed.
public enum SheetFault: Error, Hashable, Sendable {
    /// There is nothing to print.
    case noSheets
    /// No installed font has the Vietnamese letters; Debian's `fonts-noto-core` and `fonts-dejavu-core` have.
    case noVietnameseFont
    /// The code could not be made; the text is Zint's.
    case code(String)
    /// The file could not be written; the text is Cairo's or the system's.
    case notWritten(String)
}
