import Presentation
import UseCases

extension DocumentPaths {
    /// Where files can be opened on this machine.
    init(of workspace: Workspace) {
        let documents = workspace.documents
        self.init { documents.path(of: $0, in: $1) }
    }
}
