import Office
import Presentation

extension DocumentPaths {
    /// The links in the data home; the artifacts themselves for pages that are held back.
    init(in office: OpenHome) {
        let (links, store) = (DocumentLinks(office: office), office.store)
        self.init { file, slot in
            guard let slot else { return store.url(for: file).path(percentEncoded: false) }
            return links.path(of: file, caseCode: slot.caseCode, component: slot.component)
        }
    }
}
