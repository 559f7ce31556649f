/** The tool's version, as package.json has it; a test keeps the two equal. */
export const VERSION = '0.1.0';

/** Who wrote a document. */
export const TOOL = { name: 'vpce-doctor', version: VERSION } as const;
