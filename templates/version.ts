/** The generation of these templates, kept in every stack's tags and metadata. Raised when what they build changes. */
export const templatesVersion = '1';
