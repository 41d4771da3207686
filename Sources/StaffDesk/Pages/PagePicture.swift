import Basics
import Dossiers
import RecognizerProtocol

/// Small pictures of pages in lists.
enum PagePicture {
    /// - Parameters:
    ///   - number: as people count, from 1.
    ///   - note: what the page is, where that is worth telling.
    ///   - size: which picture.
    ///   - tone: `bad` for what has to be scanned again, `warn` for what waits.
    static func thumb(
        _ page: PageRecord, _ language: InterfaceLanguage, number: Int, note: PageRecord.Kind? = nil,
        tone: String? = nil, size: PreviewSize = .thumbnail
    ) -> Model {
        thumb(
            page.id, language, number: number, caption: note?.phrase.text(language) ?? page.fileName,
            isDrawn: page.kind != .unreadable, tone: tone,
            size: size)
    }

    static func thumb(
        _ id: PageID, _ language: InterfaceLanguage, number: Int, caption: String? = nil, isDrawn: Bool = true,
        tone: String? = nil, size: PreviewSize = .thumbnail
    ) -> Model {
        let name = language.say("trang \(number)", "page \(number)")
        return [
            "href": .text("/pages/\(id)"), "picture": .text(isDrawn ? "/pages/\(id)/\(size.rawValue).jpg" : nil),
            "caption": .text([name, caption].compactMap(\.self).joined(separator: " · ")),
            "tone": .text(tone),
        ]
    }
}
