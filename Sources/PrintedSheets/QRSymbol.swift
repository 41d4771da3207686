import ZintLibrary

/// A QR code made by Zint; its memory goes with the owner.
struct QRSymbol: ~Copyable {
    /// A black bar: part of a row of modules, in units of the whole symbol's side (0 to 1).
    struct Bar {
        var x: Double
        var y: Double
        var width: Double
        var height: Double
    }

    private let symbol: UnsafeMutablePointer<zint_symbol>

    private init(owning symbol: UnsafeMutablePointer<zint_symbol>) { self.symbol = symbol }

    /// Encodes ASCII text at error correction level H, which survives the loss of nearly a third of the symbol.
    ///
    /// - Throws: ``SheetFault/code(_:)``.
    static func encoding(_ text: String) throws(SheetFault) -> QRSymbol {
        guard let symbol = ZBarcode_Create() else { throw .code("no memory") }
        let owner = QRSymbol(owning: symbol)
        symbol.pointee.symbology = BARCODE_QRCODE
        symbol.pointee.option_1 = levelH
        let bytes = Array(text.utf8)
        let code = ZBarcode_Encode_and_Buffer_Vector(symbol, bytes, Int32(clamping: bytes.count), 0)
        guard code == 0, symbol.pointee.vector != nil else { throw .code(owner.message) }
        return owner
    }

    deinit { ZBarcode_Delete(symbol) }

    /// The black parts.
    var bars: [Bar] {
        guard let vector = symbol.pointee.vector else { return [] }
        let side = Double(vector.pointee.width)
        var bars: [Bar] = []
        var next = vector.pointee.rectangles
        while let rectangle = next?.pointee {
            bars.append(
                Bar(
                    x: Double(rectangle.x) / side, y: Double(rectangle.y) / side, width: Double(rectangle.width) / side,
                    height: Double(rectangle.height) / side))
            next = rectangle.next
        }
        return bars
    }

    /// Zint's number for level H.
    private static let levelH: Int32 = 4

    private var message: String {
        withUnsafeBytes(of: symbol.pointee.errtxt) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
