import { printTable } from './table.js';

printTable();
