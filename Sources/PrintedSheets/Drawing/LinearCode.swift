/// A Code 128 whose width on paper is settled.
struct LinearCode: Sendable {
    let symbol: CodeSymbol
    /// Width of a module in millimetres.
    let module: Double

    /// A dot of the usual office printer. Modules are whole numbers of it, so that bars come out evenly.
    private static let dot = 25.4 / 600
    private static let longest = 40

    /// Makes a code as large as fits.
    ///
    /// - Parameters:
    ///   - number: what it says: 1 to 40 printable ASCII letters.
    ///   - name: what the number is, for the message when it cannot be printed.
    ///   - width: what code and clear space may take together, in millimetres.
    ///   - modules: the least and the greatest width of a module in millimetres.
    /// - Throws: ``SheetFault/number(_:)``.
    static func fitting(
        _ number: String, name: String, width: Double, modules: ClosedRange<Double>
    ) throws(SheetFault) -> LinearCode {
        try check(number, name: name)
        let symbol = try CodeSymbol.code128(number)
        let share = width / Double(symbol.columns + 2 * CodeSymbol.quietModules)
        let module = (min(share, modules.upperBound) / dot + 1e-6).rounded(.down) * dot
        guard module >= modules.lowerBound - 1e-6 else {
            throw .number("\(name) quá dài, không in được mã vạch: \(number)")
        }
        return LinearCode(symbol: symbol, module: module)
    }

    /// Refuses what no barcode could say.
    ///
    /// - Throws: ``SheetFault/number(_:)``.
    static func check(_ number: String, name: String) throws(SheetFault) {
        guard !number.utf8.allSatisfy({ $0 == 0x20 }) else { throw .number("Thiếu \(name.lowercasedFirst).") }
        guard number.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .number("\(name) có ký tự không in được thành mã vạch: \(number)")
        }
        guard number.utf8.count <= longest else {
            throw .number("\(name) dài quá \(longest) ký tự: \(number.prefix(longest))…")
        }
    }

    /// Width of the bars in millimetres.
    var width: Double { Double(symbol.columns) * module }

    /// Clear space that belongs on either side, in millimetres.
    var quiet: Double { Double(CodeSymbol.quietModules) * module }
}

extension String {
    /// As within a sentence.
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
