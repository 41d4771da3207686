import DocumentModel

/// A page that is nothing but pictures, several or one that lies askew: they are carried over one by one, each where it
/// lies, instead of being drawn into one that is many times as large.
struct PlacedPictures {
    let path: String
    let pageIndex: Int
    let marks: PageMarks
    let geometry: PDFPageGeometry
    let imagePath: String

    /// Strips of a page: some devices write one for every few lines.
    private static let maxStrips = 400
    /// Share of a picture that may lie over an earlier one: the seams of strips.
    private static let overlap = 0.02
    /// Points by which a picture may be clipped.
    private static let clipTolerance = 1.0

    private struct Place {
        var object: PDFObject
        var matrix: PDFMatrix
        var ink: [UInt8]?
    }

    /// The page as layers; `nil` when it shows anything else, when pictures hide one another, or when the data of one
    /// cannot be carried over. Files that were written for it are gone then.
    ///
    /// - Parameters:
    ///   - size: pixels of the page as it is drawn.
    func image(dpi: Int, size: (width: Int, height: Int)) throws(FileFault) -> EmbeddableImage? {
        guard let places = places(), !places.isEmpty, places.count <= Self.maxStrips else { return nil }
        var layers: [PictureLayer] = []
        for (number, place) in places.enumerated() {
            guard let image = try? carriedOver(place, "\(imagePath).\(number)") else {
                Poppler.removeFiles(root: "\(imagePath).")
                return nil
            }
            let matrix = place.matrix.then(geometry.unitMatrix)
            layers.append(
                PictureLayer(
                    image: image, matrix: [matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f], ink: place.ink))
        }
        var image = layers[0].image
        (image.width, image.height, image.dpi) = (size.width, size.height, dpi)
        image.layers = layers
        return image
    }

    /// Where each picture lies, from the lowest to the highest.
    private func places() -> [Place]? {
        guard !marks.isIncomplete, !marks.isUndecodable, !marks.missesObjects else { return nil }
        var places: [Place] = []
        var covered: [PDFRectangle] = []
        for (number, mark) in marks.marks.enumerated() {
            switch mark {
            case .drawing, .visibleText: return nil
            case .invisibleText: continue
            case .image(let object, let matrix, let clip, let isPlain):
                let ink = marks.inks[number]
                guard let object, isPlain || ink != nil else { return nil }
                let box = matrix.box(of: .unit).intersection(geometry.box)
                guard box.width > 0, box.height > 0 else { continue }
                guard clip.map({ $0.expanded(by: Self.clipTolerance).contains(box) }) ?? true else { return nil }
                if ink == nil {
                    guard covered.allSatisfy({ $0.intersection(box).area <= Self.overlap * min($0.area, box.area) })
                    else {
                        return nil
                    }
                }
                covered.append(box)
                places.append(Place(object: object, matrix: matrix, ink: ink))
            }
        }
        return places
    }

    private func carriedOver(_ place: Place, _ imagePath: String) throws(FileFault) -> EmbeddableImage? {
        let data = PDFPictureData(path: path, pageIndex: pageIndex, picture: place.object, imagePath: imagePath)
        if let own = try data.passedOn() {
            guard own.filter != .dct || StoredJPEG.isSound(place.object) else { return nil }
            return own
        }
        // Poppler finds pictures by number, which those within the content have not.
        guard place.object[PDFObject.inlineMark].isNull || data.isSamples else { return nil }
        let stored = try data.pixels(nil)
        guard !stored.hasErrors else { return nil }
        let pix = stored.taken()
        guard place.ink == nil || pix.depth == 1 else { return nil }
        return try PictureEncoder.encode(
            pix, dpi: 72, isDrawing: false, isLossless: data.isLossless, budget: data.storedLength, imagePath: imagePath
        )
    }
}

extension PDFRectangle {
    static let unit = PDFRectangle(left: 0, bottom: 0, right: 1, top: 1)
}

extension PDFPageGeometry {
    /// Maps the page's own coordinates into the unit square of the page as shown.
    var unitMatrix: PDFMatrix {
        let (across, up) = (1 / box.width, 1 / box.height)
        let upright = PDFMatrix([across, 0, 0, up, -box.left * across, -box.bottom * up])
        let turn: PDFMatrix? =
            switch rotation {
            case .none: PDFMatrix()
            case .clockwise90: PDFMatrix([0, -1, 1, 0, 0, 1])
            case .half: PDFMatrix([-1, 0, 0, -1, 1, 1])
            case .clockwise270: PDFMatrix([0, 1, -1, 0, 1, 0])
            }
        return (upright ?? PDFMatrix()).then(turn ?? PDFMatrix())
    }
}
