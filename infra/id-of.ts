import { Token } from 'aws-cdk-lib';

/** Part of a construct's id. A text that is a parameter is known only at deploy time: something fixed stands in for it. */
export const idOf = (text: string, placeholder: string): string => (Token.isUnresolved(text) ? placeholder : text);
