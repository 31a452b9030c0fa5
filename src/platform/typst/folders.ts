import { fileURLToPath } from 'node:url';

const inAssets = (name: string): string => fileURLToPath(new URL(`../../../assets/${name}`, import.meta.url));

export const FONT_FOLDER = inAssets('fonts');
export const TEMPLATE_FOLDER = inAssets('templates');
