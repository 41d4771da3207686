import DocumentModel
import VietnameseText

/// Where a paper wants a signature: under who signs, above the signer's name.
struct SigningPlace: Hashable {
    /// On the sheet, from below the title to above the name.
    var box: PixelBox

    fileprivate func isBeside(_ other: SigningPlace) -> Bool {
        min(box.maxY, other.box.maxY) > max(box.y, other.box.y) && box.maxX > other.box.x
    }
}

/// Finds the places of signatures among the lines of a page.
struct SigningPlaces {
    private struct Line {
        var box: PixelBox
        var isTitle: Bool
        var isCapitals: Bool
        /// Whether it is hardly a signature that was read as text.
        var isPrint: Bool
        var isName: Bool
    }

    private let lines: [Line]
    private let millimetre: Double

    init(_ text: PageText, on sheet: MarkSheet) {
        millimetre = sheet.millimetre
        let widest = 0.5 * Double(sheet.width)
        lines = text.lines.map { line in
            let text = line.text
            let box = sheet.frame.onSheet(line.box)
            let isHint = Self.isHint(text)
            let isShort = line.words.count <= 8 && Double(box.width) <= widest && (isHint || Self.isHeading(text))
            return Line(
                box: box, isTitle: isShort && (isHint || Self.namesSigner(Folding.folded(text))),
                isCapitals: isShort && Self.isCapitals(text),
                isPrint: line.confidence >= 60 && text.count(where: \.isLetter) >= 4 || Self.isName(text),
                isName: line.words.count <= 6 && Self.isName(text))
        }
    }

    func found() -> [SigningPlace] {
        var places: [SigningPlace] = []
        for line in lines where line.isTitle || line.isCapitals {
            let next = nextLine(below: line)
            if let next, next.isTitle { continue }
            let isName = next?.isName ?? false
            guard line.isTitle || isName else { continue }
            let top = line.box.maxY
            let deepest = top + Int(45 * millimetre)
            let bottom = min(deepest, next?.box.y ?? deepest)
            guard Double(bottom - top) >= 8 * millimetre else { continue }
            let half = Int(30 * millimetre)
            let middle = Int(line.box.midX)
            places.append(
                SigningPlace(box: PixelBox(x: middle - half, y: top, width: 2 * half, height: bottom - top)))
        }
        return separated(places)
    }

    /// Places side by side end halfway between each other; parts of one title make one place.
    private func separated(_ places: [SigningPlace]) -> [SigningPlace] {
        var apart: [SigningPlace] = []
        for place in places.sorted(by: { $0.box.x < $1.box.x }) {
            guard let last = apart.indices.last(where: { apart[$0].isBeside(place) }) else {
                apart.append(place)
                continue
            }
            let other = apart[last].box
            if place.box.midX - other.midX < Self.minDistance * millimetre {
                apart[last].box = other.union(place.box)
                continue
            }
            let middle = Int((place.box.midX + other.midX) / 2)
            apart[last].box.width = min(other.width, middle - other.x)
            let left = max(place.box.x, middle)
            apart.append(
                SigningPlace(
                    box: PixelBox(x: left, y: place.box.y, width: place.box.maxX - left, height: place.box.height)))
        }
        return apart
    }

    /// Millimetres between the middles of two signers' places.
    private static let minDistance = 35.0

    private func nextLine(below line: Line) -> Line? {
        lines.filter { other in
            other.isPrint && other.box.y >= line.box.maxY - Int(1.5 * millimetre) && other.box != line.box
                && min(other.box.maxX, line.box.maxX) > max(other.box.x, line.box.x) - Int(4 * millimetre)
        }.min { $0.box.y < $1.box.y }
    }

    private static func namesSigner(_ key: String) -> Bool {
        let words = key.split { !$0.isLetter }.map(String.init)
        guard let first = words.first else { return false }
        if ["tm", "kt", "tl", "tuq", "q"].contains(first), words.count >= 2 { return true }
        let text = " " + words.joined(separator: " ") + " "
        return signers.contains { text.contains($0) }
    }

    private static let signers = [
        " chu tich ", " giam doc ", " truong phong ", " pho phong ", " bo truong ", " thu truong ", " thu tuong ",
        " chanh van phong ", " cuc truong ", " vien truong ", " hieu truong ", " truong ban ", " truong thon ",
        " to truong ", " cong chung vien ", " nguoi ", " dai dien ", " ben a ", " ben b ", " ben giao ", " ben nhan ",
        " ben mua ", " ben ban ", " ky ghi ", " ky va ", " ky ten ", " ho ten ", " chu ky ", " ke toan ", " thu quy ",
        " can bo ", " cong chuc ", " nhan vien ", " buu ta ", " giao dich vien ", " chu ho ", " thu tien ",
        " cuc truong ", " chi cuc truong ", " tong giam doc ", " xac nhan ",
    ]

    /// Labels end with a colon, sentences and items of lists with a stop; the latter begin with a dash.
    private static func isHeading(_ text: String) -> Bool {
        guard let last = text.last, !".;,:".contains(last), !text.contains(": ") else { return false }
        guard text.first != "-", let first = text.first(where: \.isLetter) else { return false }
        return first.isUppercase
    }

    /// `(ký, ghi rõ họ tên)`, under the names of who signs.
    private static func isHint(_ text: String) -> Bool {
        text.first == "(" && Folding.folded(text).split { !$0.isLetter }.contains("ky")
    }

    private static func isCapitals(_ text: String) -> Bool {
        let letters = text.filter(\.isLetter)
        return letters.count >= 4 && letters.count(where: \.isUppercase) * 10 >= letters.count * 8
    }

    /// Two to five words that begin with capitals and go on in small letters.
    static func isName(_ text: String) -> Bool {
        let words = text.split(separator: " ").filter { $0.contains(where: \.isLetter) }
        guard (2...5).contains(words.count) else { return false }
        let capitalised = words.count { word in
            word.first(where: \.isLetter)?.isUppercase == true && word.dropFirst().contains(where: \.isLowercase)
        }
        return capitalised >= max(2, words.count - 1)
    }
}
