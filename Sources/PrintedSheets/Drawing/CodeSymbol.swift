import ZintLibrary

/// A QR code or Code 128 as black bars.
struct CodeSymbol: Sendable {
    /// A black bar: part of a row of modules, counted in modules.
    struct Bar: Sendable {
        var x: Double
        var y: Double
        var width: Double
        var height: Double
    }

    /// How much of a QR code may be lost.
    enum Correction: Int32 {
        /// A seventh; for small codes.
        case medium = 2
        /// Nearly a third.
        case high = 4
    }

    let bars: [Bar]
    /// Modules from the left edge to the right one, without the clear space beside them.
    let columns: Int

    /// Clear modules that a Code 128 needs on either side (ISO/IEC 15417).
    static let quietModules = 10

    /// A QR code of ASCII text.
    ///
    /// - Throws: ``SheetFault/code(_:)``.
    static func qr(_ text: String, correction: Correction = .high) throws(SheetFault) -> CodeSymbol {
        try ZintSymbol.drawing(text, symbology: BARCODE_QRCODE, correction: correction.rawValue)
    }

    /// A Code 128 of printable ASCII text.
    ///
    /// - Throws: ``SheetFault/code(_:)``.
    static func code128(_ text: String) throws(SheetFault) -> CodeSymbol {
        try ZintSymbol.drawing(text, symbology: BARCODE_CODE128)
    }
}

/// Zint's symbol; its memory goes with the owner.
private struct ZintSymbol: ~Copyable {
    private let symbol: UnsafeMutablePointer<zint_symbol>

    static func drawing(
        _ text: String, symbology: Int32, correction: Int32? = nil
    ) throws(SheetFault) -> CodeSymbol {
        guard let symbol = ZBarcode_Create() else { throw .code("no memory") }
        let owner = ZintSymbol(symbol: symbol)
        symbol.pointee.symbology = symbology
        symbol.pointee.show_hrt = 0
        if let correction { symbol.pointee.option_1 = correction }
        let bytes = Array(text.utf8)
        let code = ZBarcode_Encode_and_Buffer_Vector(symbol, bytes, Int32(clamping: bytes.count), 0)
        guard code == 0, symbol.pointee.vector != nil, symbol.pointee.width > 0 else { throw .code(owner.message) }
        return CodeSymbol(bars: owner.bars, columns: Int(symbol.pointee.width))
    }

    deinit { ZBarcode_Delete(symbol) }

    private var bars: [CodeSymbol.Bar] {
        guard let vector = symbol.pointee.vector else { return [] }
        let module = Double(vector.pointee.width) / Double(symbol.pointee.width)
        var bars: [CodeSymbol.Bar] = []
        var next = vector.pointee.rectangles
        while let rectangle = next?.pointee {
            bars.append(
                CodeSymbol.Bar(
                    x: Double(rectangle.x) / module, y: Double(rectangle.y) / module,
                    width: Double(rectangle.width) / module, height: Double(rectangle.height) / module))
            next = rectangle.next
        }
        return bars
    }

    private var message: String {
        withUnsafeBytes(of: symbol.pointee.errtxt) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
